package homelab.app;

import java.util.Optional;

/** The version of this program, as its jar says it. */
public final class Version {
    /** {@code 0.0.0-dev} when it does not run from a jar. */
    public static final String TEXT = Optional.ofNullable(
                    Version.class.getPackage().getImplementationVersion())
            .orElse("0.0.0-dev");

    private Version() {}
}
