package homelab.lab.proxmox;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
    private static final Pattern POWER = Pattern.compile("/nodes/[^/]+/(qemu|lxc)/([0-9]+)/status/([a-z]+)");

    public Exchange {
        parameters = Map.copyOf(parameters);
    }

    /** Whether it asked for something to change; a ping of an agent does not. */
    public boolean isWrite() {
        return !method.equals("GET") && !path.endsWith("/agent/ping");
    }

    /** As a person reads it: {@code start vm 100: 200}. */
    public String words() {
        var power = POWER.matcher(path);
        var what = power.matches()
                ? power.group(3) + " " + (power.group(1).equals("qemu") ? "vm " : "ct ") + power.group(2)
                : method + " " + path;
        var said = new TreeMap<>(parameters);
        return what + (said.isEmpty() ? "" : " " + said) + ": " + status + (status < 400 ? "" : " " + reason);
    }
}
