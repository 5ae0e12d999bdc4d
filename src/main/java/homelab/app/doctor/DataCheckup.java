package homelab.app.doctor;

import homelab.integration.Check;
import homelab.integration.Checkup;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Looks at the data directory: that it can be used, by whom, and what it lies on. */
public record DataCheckup(Path data) implements Checkup {
    private static final long PROBLEM_BELOW = 100L << 20;
    private static final long ADVICE_BELOW = 1L << 30;

    /** SQLite's write-ahead log needs memory shared by all that use it: sqlite.org/wal.html */
    private static final Set<String> OVER_THE_NETWORK = Set.of(
            "nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "9p", "afs", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone");

    private static final Set<String> PASSING = Set.of("tmpfs", "ramfs", "overlay");

    @Override
    public String part() {
        return part(data);
    }

    static String part(Path data) {
        return "data in " + data.toAbsolutePath().normalize();
    }

    /** Without it nothing is written down, and so nothing is done. */
    @Override
    public Check late() {
        return Check.problem(
                "the rest",
                "the disk did not answer in time",
                "see what hangs (dmesg, df " + data + "), or name a directory on another disk in HOMELAB_DATA");
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        if (isBarred()) {
            checks.accept(Check.unknown(
                    "directory",
                    "this user may not look at " + data.toAbsolutePath().normalize(),
                    "run this as the agent's user, or as root"));
            return;
        }
        var there = Stream.iterate(data.toAbsolutePath().normalize(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElse(Path.of("/"));
        checks.accept(directory(there));
        if (Files.isDirectory(data)) files(checks);
        try {
            var disk = Files.getFileStore(there);
            checks.accept(space(disk.getUsableSpace()));
            checks.accept(fileSystem(disk.type()));
        } catch (IOException e) {
            checks.accept(
                    Check.unknown("disk", "what " + there + " lies on cannot be told (" + e + ")", "df " + there));
        }
    }

    private boolean isBarred() {
        try {
            data.getFileSystem().provider().checkAccess(data);
            return false;
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static final String OTHER =
            "run this as the agent's user; if it is, make the directory its own, or name another in HOMELAB_DATA";

    private Check directory(Path there) {
        if (!Files.isDirectory(there)) return Check.problem("directory", there + " is no directory", OTHER);
        if (!Files.isWritable(there) || !Files.isExecutable(there)) return unwritable(there, isReadOnly(there));
        return Files.isDirectory(data)
                ? Check.ok("directory", "writable for this user")
                : Check.ok("directory", "not there yet; the agent makes it when it first runs");
    }

    static Check unwritable(Path there, boolean readOnly) {
        return readOnly
                ? Check.problem(
                        "directory",
                        there + " lies on a file system that is mounted read-only",
                        "mount it for writing, if its disk is well (dmesg), or name another directory in HOMELAB_DATA")
                : Check.problem("directory", "this user may not write in " + there, OTHER);
    }

    private static boolean isReadOnly(Path there) {
        try {
            return Files.getFileStore(there).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }

    /** What is secret must be its owner's alone, and all of it must belong to one user. */
    private void files(Consumer<Check> checks) {
        try {
            var owner = Files.getOwner(data);
            for (var name : new String[] {"api-token", "homelab.db", "lock", "journal-head"}) {
                var file = data.resolve(name);
                if (Files.notExists(file)) continue;
                if (!Files.getOwner(file).equals(owner))
                    checks.accept(Check.problem(
                            "owner",
                            file + " belongs to " + Files.getOwner(file).getName() + ", its directory to "
                                    + owner.getName() + ", so the agent may not be able to use it",
                            "chown -R " + owner.getName() + " " + data + ", and start the agent always as that user"));
            }
            for (var name : new String[] {"api-token", "homelab.db"}) {
                var file = data.resolve(name);
                if (Files.exists(file)) checks.accept(closed(file));
            }
        } catch (IOException | UnsupportedOperationException e) {
            checks.accept(
                    Check.unknown("rights", "who may read the files cannot be told (" + e + ")", "ls -la " + data));
        }
    }

    private static Check closed(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        var with = " may use it, and with it "
                + (name.equals("api-token") ? "command the agent" : "read what the agent knows");
        return switch (Openness.of(file)) {
            case TO_ALL -> Check.problem(name, "other users" + with, "chmod 600 " + file);
            case TO_ITS_GROUP -> Check.advice(name, "its group" + with, "chmod 600 " + file);
            case CLOSED -> Check.ok(name, "its owner's alone");
        };
    }

    static Check space(long free) {
        var seen = (free >> 20) + " MB free";
        var cure = "free some space: without it nothing can be written down, and what is not written down is not done";
        if (free < PROBLEM_BELOW) return Check.problem("disk", seen, cure);
        return free < ADVICE_BELOW ? Check.advice("disk", seen, cure) : Check.ok("disk", seen);
    }

    static Check fileSystem(String type) {
        if (OVER_THE_NETWORK.contains(type))
            return Check.problem(
                    "file system",
                    type + ", which goes over the network; SQLite may lose data there",
                    "name a directory on a local disk in HOMELAB_DATA");
        if (PASSING.contains(type))
            return Check.advice(
                    "file system",
                    type + ", which does not outlive "
                            + (type.equals("overlay") ? "the container" : "the machine's next start")
                            + "; what people stopped and what was tried would be forgotten",
                    "name a directory on a disk in HOMELAB_DATA; in a container, a volume");
        return Check.ok("file system", type);
    }
}
