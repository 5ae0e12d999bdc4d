package homelab.integration.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a Docker engine is and how it is watched.
 *
 * @param name for people and in ids; letters, digits, dot, dash and underscore
 * @param host {@code unix:///path/to/docker.sock}
 * @param interval between full looks, at least a second
 * @param mountinfo the host's mount table; empty where it cannot be seen
 * @param bootId the host's boot id; empty where it cannot be seen
 */
public record DockerConfig(
        String name, String host, Duration interval, Optional<Path> mountinfo, Optional<Path> bootId) {
    public DockerConfig {
        if (!host.startsWith("unix:///"))
            throw new IllegalArgumentException(
                    "the Docker host " + name + " must be unix:///path/to/docker.sock, but is \"" + host + "\"");
    }

    /** With what can be found out by itself. */
    public static DockerConfig of(String name, String host) {
        return new DockerConfig(name, host, Duration.ofSeconds(60), Optional.empty(), Optional.empty());
    }
}
