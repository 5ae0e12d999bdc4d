package homelab.integration;

/** An outside system did not do what was asked. The message says what was tried, on what, why it failed, what to do. */
public final class IntegrationException extends Exception {
    private static final long serialVersionUID = 1;

    /** What kind of failure, whichever system it was. */
    public enum Kind {
        /** No connection, no answer in time, or none that says what came of it. A write may still have happened. */
        UNREACHABLE,
        UNAUTHORIZED,
        FORBIDDEN,
        /** It understood and said no. */
        REJECTED,
        /** It answered what nobody can read. */
        UNREADABLE
    }

    private final Kind kind;

    public IntegrationException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public IntegrationException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
