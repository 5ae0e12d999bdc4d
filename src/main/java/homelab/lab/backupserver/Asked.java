package homelab.lab.backupserver;

import java.util.Map;

/**
 * A request and what was answered.
 *
 * @param path without {@code /api2/json}
 * @param status 0: no answer
 */
public record Asked(String method, String path, Map<String, String> parameters, int status) {
    public Asked {
        parameters = Map.copyOf(parameters);
    }
}
