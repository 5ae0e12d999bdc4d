package homelab.store;

import homelab.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The directory of the embedded store, held against every other process. */
final class DataDirectory implements AutoCloseable {
    /**
     * Closing any channel on a file gives up all locks that this process has on it (POSIX), so a second open in the
     * same process must be refused before it touches the lock file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path real;
    private final FileChannel lock;

    private DataDirectory(Path real, FileChannel lock) {
        this.real = real;
        this.lock = lock;
    }

    static DataDirectory hold(Path directory) throws StoreException {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var real = directory.toRealPath();
            if (!HELD.add(real))
                throw locked(directory, Long.toString(ProcessHandle.current().pid()));
            try {
                return new DataDirectory(real, lock(directory, real.resolve("lock")));
            } catch (IOException | StoreException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException(
                    Kind.UNWRITABLE,
                    "could not open the data directory " + directory + ": " + e
                            + "; make it writable for this user, or name another in HOMELAB_DATA",
                    e);
        }
    }

    private static FileChannel lock(Path directory, Path file) throws IOException, StoreException {
        var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (channel.tryLock() == null)
                throw locked(directory, Files.readString(file).strip());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | StoreException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static StoreException locked(Path directory, String pid) {
        return new StoreException(
                Kind.LOCKED,
                "could not open the data directory " + directory + ": process " + (pid.isEmpty() ? "?" : pid)
                        + " is using it; stop that one first, or give this one a directory of its own in HOMELAB_DATA");
    }

    Path path() {
        return real;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("could not give up the lock on " + real, e);
        } finally {
            HELD.remove(real);
        }
    }
}
