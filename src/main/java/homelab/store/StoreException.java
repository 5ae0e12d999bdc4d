package homelab.store;

/**
 * The store could not do what was asked; unless it is {@link Kind#UNKNOWN}, nothing of it was written. The message says
 * what to do.
 */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1;

    /** What kind of failure. */
    public enum Kind {
        /** The disk is full or cannot be written, or the database cannot be reached. May pass. */
        UNWRITABLE,
        /** The connection was lost in the midst of a commit: it is on disk, or it is not. {@link Store#landed} tells. */
        UNKNOWN,
        /** The database does not let this user in, or not do what the agent needs. */
        REFUSED,
        /** Another process owns the store now. This one must not act any more. */
        LEASE_LOST,
        /** Another process holds the data directory. */
        LOCKED,
        /** What is on disk cannot be read. */
        BROKEN
    }

    private final Kind kind;

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
