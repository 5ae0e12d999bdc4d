package homelab.integration.docker;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files by which an engine and the agent know each other, in PEM.
 *
 * @param ca who must have signed the engine's certificate
 * @param own what the agent shows of itself; empty where the engine asks nobody
 */
public record TlsConfig(Path ca, Optional<Own> own) {
    /** The agent's own certificate and its key. */
    public record Own(Path cert, Path key) {}

    /** As Docker's own client finds them. */
    public static TlsConfig in(Path directory) {
        return new TlsConfig(
                directory.resolve("ca.pem"),
                Optional.of(new Own(directory.resolve("cert.pem"), directory.resolve("key.pem"))));
    }
}
