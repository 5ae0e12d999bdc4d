package homelab.lab.proxmox;

import java.time.Instant;
import java.util.Map;

/**
 * A request and what was answered.
 *
 * @param token {@code user@realm!id}; empty: nobody was let in
 * @param path without {@code /api2/json}
 * @param answer a UPID or another short text, if that was the data
 */
public record Exchange(
        Instant at,
        String token,
        String method,
        String path,
        Map<String, String> parameters,
        int status,
        String reason,
        String answer) {
    public Exchange {
        parameters = Map.copyOf(parameters);
    }

    /** Whether it asked for something to change; a ping of an agent does not. */
    public boolean isWrite() {
        return !method.equals("GET") && !path.endsWith("/agent/ping");
    }

    /** As a person reads it. */
    public String words() {
        var said = parameters.isEmpty() ? "" : " " + new java.util.TreeMap<>(parameters);
        return method + " " + path + said + ": " + status + (status < 400 ? "" : " " + reason);
    }
}
