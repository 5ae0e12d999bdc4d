package homelab.faults;

import homelab.engine.Shell;
import java.nio.file.Path;

/** A file system of its own on a directory, as a disk or a network share is, that can go away under its users. */
record Share(Path directory) implements AutoCloseable {
    Share {
        Shell.must("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.toString());
    }

    /** Those who have it open keep it; whoever comes next finds the empty directory below. */
    void goAway() {
        Shell.must("umount", "-l", directory.toString());
    }

    /** Also when it never went away. */
    @Override
    public void close() {
        Shell.out("umount", "-l", directory.toString());
    }
}
