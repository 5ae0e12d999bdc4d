package homelab.web;

import homelab.model.Secret;
import java.util.Optional;

/**
 * Where the dashboard and REST listen.
 *
 * @param port 0: any free one
 * @param token the bearer token; empty: made on first start, in the data directory
 */
public record WebConfig(String host, int port, Optional<Secret> token) {
    public WebConfig {
        if (host.isBlank()) throw new IllegalArgumentException("dashboard.host must not be blank");
        if (port < 0 || port > 65_535)
            throw new IllegalArgumentException("dashboard.port must be from 0 to 65535, not " + port);
    }
}
