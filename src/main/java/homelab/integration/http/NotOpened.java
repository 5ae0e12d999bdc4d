package homelab.integration.http;

import java.io.IOException;

/** A connection that did not come about, TLS included: nothing was sent. */
public final class NotOpened extends IOException {
    private static final long serialVersionUID = 1;

    private final String cure;

    public NotOpened(String why, String cure, Throwable cause) {
        super(why, cause);
        this.cure = cure;
    }

    /** What to do, as a sentence without its full stop. */
    public String cure() {
        return cure;
    }
}
