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
 * @param interval between full looks, at least a second
 * @param mountinfo the host's mount table; empty where it cannot be seen
 * @param bootId the host's boot id; empty where it cannot be seen
 */
public record DockerConfig(
        String name,
        AddressConfig address,
        Duration interval,
        Optional<Path> mountinfo,
        Optional<Path> bootId,
        DiskConfig disk) {

    public static final Duration INTERVAL = Duration.ofSeconds(60);

    public DockerConfig {
        if (!name.matches("[A-Za-z0-9._-]{1,64}"))
            throw new IllegalArgumentException("the name of a Docker host must be 1 to 64 letters, digits, '.', '_' or"
                    + " '-', but is \"" + name + "\"");
        if (interval.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("the time between full looks at the Docker host " + name
                    + " must be at least 1 s, but is " + interval);
    }

    /** With the usual marks for its disk. */
    public DockerConfig(
            String name, AddressConfig address, Duration interval, Optional<Path> mountinfo, Optional<Path> bootId) {
        this(name, address, interval, mountinfo, bootId, DiskConfig.DEFAULT);
    }

    /** With what can be found out by itself. */
    public static DockerConfig of(String name, AddressConfig address) {
        return new DockerConfig(name, address, INTERVAL, Optional.empty(), Optional.empty()).completed();
    }

    /** The same, from text, without certificates. */
    public static DockerConfig of(String name, String address) {
        return of(name, AddressConfig.parse(address, Optional.empty()));
    }

    /**
     * What was not set is found: where the agent is not in a container, the mounts that it sees are the host's. What is
     * behind a port counts as another machine, of which this one's mounts and boot say nothing.
     */
    public DockerConfig completed() {
        if (address instanceof AddressConfig.Tcp) return this;
        return new DockerConfig(
                name,
                address,
                interval,
                mountinfo.or(() -> Optional.of(Path.of("/proc/self/mountinfo"))
                        .filter(table -> !Whereabouts.inAContainer(Path.of("/")))),
                bootId.or(() ->
                        Optional.of(Path.of("/proc/sys/kernel/random/boot_id")).filter(Files::isReadable)),
                disk);
    }

    /** What its owner should know before trusting it. */
    public Optional<String> warning() {
        return address instanceof AddressConfig.Tcp tcp && tcp.isOpen()
                ? Optional.of("the engine " + name + " at " + tcp + " is spoken to without TLS: " + danger(tcp))
                : Optional.empty();
    }

    static String danger(AddressConfig.Tcp open) {
        return open.isLoopback()
                ? "every user and program of this machine that reaches that port, containers in its network too, is"
                        + " root on the engine's host"
                : "whoever reaches that port is root on its host, and whoever is on the way can read and change all"
                        + " that is said";
    }

    Resource.Id id() {
        return new Resource.Id("docker:" + name);
    }
}
