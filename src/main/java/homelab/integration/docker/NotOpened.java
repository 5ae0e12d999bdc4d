package homelab.integration.docker;

import java.io.IOException;

/** A connection that did not come about, TLS included: nothing was sent. */
final class NotOpened extends IOException {
    private static final long serialVersionUID = 1;

    private final String cure;

    NotOpened(String why, String cure, Throwable cause) {
        super(why, cause);
        this.cure = cure;
    }

    String cure() {
        return cure;
    }
}
