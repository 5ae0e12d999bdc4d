package homelab.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who holds a data directory, told by the kernel's list of locks. The lock file itself is not even opened: were the one
 * who looks its holder, closing it would give up the lock.
 */
public sealed interface Holder {
    /** @param pid of its process, as the one who looks sees it */
    record Someone(long pid) implements Holder {}

    /** None that can be seen from here. */
    record Nobody() implements Holder {}

    record Unseen(String why) implements Holder {}

    /** @param locks has the form of proc_locks(5), such as {@code /proc/locks} */
    static Holder of(Path directory, Path locks) {
        var file = directory.resolve("lock");
        if (Files.notExists(file)) return new Nobody();
        try {
            var inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
            var device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
            var alike = Files.readAllLines(locks, StandardCharsets.ISO_8859_1).stream()
                    .flatMap(line -> Lock.read(line).stream())
                    .filter(lock -> lock.inode() == inode)
                    .toList();
            // Btrfs and overlays show people another device than the kernel notes.
            return alike.stream()
                    .filter(lock -> lock.isOn(device))
                    .findFirst()
                    .<Holder>map(lock -> new Someone(lock.pid()))
                    .orElseGet(() -> alike.isEmpty()
                            ? new Nobody()
                            : new Unseen("process " + alike.getFirst().pid() + " may hold " + file));
        } catch (IOException | UnsupportedOperationException e) {
            return new Unseen("whether a process holds " + file + " cannot be told (" + e + ")");
        }
    }
}
