package homelab.lab.proxmox;

import java.util.Map;

/** What the cluster will not do, as it says so over HTTP. */
final class Refused extends Exception {
    private final int status;
    private final transient Map<String, String> errors;

    private Refused(int status, String reason, Map<String, String> errors) {
        super(reason);
        this.status = status;
        this.errors = errors;
    }

    static Refused because(String reason) {
        return new Refused(500, reason, Map.of());
    }

    static Refused forbidden(String missing) {
        return new Refused(403, "Permission check failed" + missing, Map.of());
    }

    static Refused notImplemented(String reason) {
        return new Refused(501, reason, Map.of());
    }

    /** @param errors by the name of the parameter */
    static Refused parameters(Map<String, String> errors) {
        return new Refused(400, "Parameter verification failed.", Map.copyOf(errors));
    }

    int status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    Map<String, String> errors() {
        return errors;
    }
}
