package homelab.integration.docker;

import homelab.model.Disk;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the disk that an engine keeps its data on is watched.
 *
 * @param path a directory on that disk, as the agent sees it; empty: the engine's own, where it is on this machine
 */
public record DiskConfig(Optional<Path> path, Disk.Marks marks) {
    public static final DiskConfig DEFAULT = new DiskConfig(Optional.empty(), Disk.Marks.DEFAULT);
}
