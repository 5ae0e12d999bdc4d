package homelab.web;

import homelab.model.Secret;
import java.util.Optional;

/**
 * Where the door is, and what opens it.
 *
 * @param host a name or address of this machine
 * @param port 0 for any free one
 * @param token empty: nobody gets in
 */
public record WebConfig(String host, int port, Optional<Secret> token) {
    public WebConfig {
        if (host.isBlank()) throw new IllegalArgumentException("DASHBOARD_HOST must not be blank");
        if (port < 0 || port > 65535)
            throw new IllegalArgumentException("DASHBOARD_PORT must be from 0 to 65535, not " + port);
    }
}
