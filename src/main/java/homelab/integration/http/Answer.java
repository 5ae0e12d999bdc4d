package homelab.integration.http;

/** What the other side answered, whole. */
public final class Answer {
    private final int status;
    private final String reason;
    private final byte[] body;

    public Answer(int status, String reason, byte[] body) {
        this.status = status;
        this.reason = reason;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The words beside the status, as they came; empty where there were none. */
    public String reason() {
        return reason;
    }

    /** Not a copy: of a long list there should be one. */
    public byte[] body() {
        return body;
    }
}
