package homelab.integration.docker;

import homelab.model.Resource;
import java.nio.file.Files;
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

    public static final Duration INTERVAL = Duration.ofSeconds(60);

    /** The kernel takes 108 bytes, the last of them a zero. */
    private static final int LONGEST_SOCKET_PATH = 107;

    public DockerConfig {
        if (!name.matches("[A-Za-z0-9._-]{1,64}"))
            throw new IllegalArgumentException("the name of a Docker host must be 1 to 64 letters, digits, '.', '_' or"
                    + " '-', but is \"" + name + "\"");
        if (!host.startsWith("unix:///"))
            throw new IllegalArgumentException("the Docker host " + name
                    + " must be unix:///path/to/docker.sock, but is \"" + host + "\"" + danger(host));
        if (host.length() - "unix://".length() > LONGEST_SOCKET_PATH)
            throw new IllegalArgumentException("the socket path of the Docker host " + name + " is longer than "
                    + LONGEST_SOCKET_PATH + " bytes, which the kernel does not take");
        if (interval.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("the time between full looks at the Docker host " + name
                    + " must be at least 1 s, but is " + interval);
    }

    private static String danger(String host) {
        return host.startsWith("tcp://")
                ? ". Without TLS, which this version does not speak, whoever reaches that port is root on its host;"
                        + " close the port, and forward the engine's socket instead, such as with"
                        + " ssh -NL /run/nas.sock:/var/run/docker.sock nas"
                : "; name the engine's socket";
    }

    /** With what can be found out by itself. */
    public static DockerConfig of(String name, String host) {
        return new DockerConfig(name, host, INTERVAL, Optional.empty(), Optional.empty()).completed();
    }

    /** What was not set is found: where the agent is not in a container, the mounts that it sees are the host's. */
    public DockerConfig completed() {
        return new DockerConfig(
                name,
                host,
                interval,
                mountinfo.or(() -> Optional.of(Path.of("/proc/self/mountinfo"))
                        .filter(table -> !Whereabouts.inAContainer(Path.of("/")))),
                bootId.or(() ->
                        Optional.of(Path.of("/proc/sys/kernel/random/boot_id")).filter(Files::isReadable)));
    }

    Resource.Id id() {
        return new Resource.Id("docker:" + name);
    }

    Path socket() {
        return Path.of(host.substring("unix://".length()));
    }
}
