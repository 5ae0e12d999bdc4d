package homelab.cli;

import homelab.model.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the running agent is found.
 *
 * @param data its data directory, which holds the token when none is configured
 * @param host it listens on
 */
public record Reach(Path data, String host, int port, Optional<Secret> token) {}
