package homelab.integration.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One Docker engine to watch.
 *
 * @param name for people
 * @param host {@code unix:///path} or {@code tcp://host:port}
 * @param interval between full looks
 * @param mountinfo the host's mounts, where they can be seen
 * @param bootId the host's boot id, where it can be seen
 */
public record DockerConfig(
        String name, String host, Duration interval, Optional<Path> mountinfo, Optional<Path> bootId) {
    public DockerConfig {
        if (name.isBlank()) throw new IllegalArgumentException("docker.name must not be blank");
        if (!host.startsWith("unix://") && !host.startsWith("tcp://"))
            throw new IllegalArgumentException("docker.host must begin with unix:// or tcp://");
        if (!interval.isPositive()) throw new IllegalArgumentException("docker interval must be longer than nothing");
    }
}
