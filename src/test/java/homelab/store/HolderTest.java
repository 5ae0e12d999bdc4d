package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HolderTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @Test
    void knows_its_holder_while_there_is_one_and_leaves_the_lock_alone(@TempDir Path data) throws StoreException {
        assertThat(Holder.of(data, LOCKS)).isEqualTo(new Holder.Nobody());

        try (var store = Store.open(data, "test", InstantSource.system())) {
            assertThat(store.epoch()).isPositive();
            var self = new Holder.Someone(ProcessHandle.current().pid());

            assertThat(Holder.of(data, LOCKS)).isEqualTo(self);
            assertThat(Holder.of(data, LOCKS)).as("had it opened the file").isEqualTo(self);
        }

        assertThat(Holder.of(data, LOCKS)).isEqualTo(new Holder.Nobody());
    }

    @Test
    void what_cannot_be_told_is_not_nobody(@TempDir Path data) throws IOException {
        var file = Files.createFile(data.resolve("lock"));
        var inode = Files.getAttribute(file, "unix:ino");
        var elsewhere =
                Files.writeString(data.resolve("locks"), "1: POSIX  ADVISORY  WRITE 708 ff:ff:" + inode + " 0 EOF\n");

        assertThat(Holder.of(data, elsewhere)).isEqualTo(new Holder.Unseen("process 708 may hold " + file));
        assertThat(Holder.of(data, data.resolve("none"))).isInstanceOf(Holder.Unseen.class);
    }

    @Test
    void those_who_wait_and_other_kinds_of_locks_hold_nothing(@TempDir Path data) throws IOException {
        var inode = Files.getAttribute(Files.createFile(data.resolve("lock")), "unix:ino");
        var locks = Files.writeString(data.resolve("locks"), """
                1: FLOCK  ADVISORY  WRITE 708 ff:ff:%1$s 0 EOF
                1: -> POSIX  ADVISORY  WRITE 709 ff:ff:%1$s 0 EOF
                2: POSIX  ADVISORY  READ  710 ff:ff:%1$s 0 EOF
                """.formatted(inode));

        assertThat(Holder.of(data, locks)).isEqualTo(new Holder.Nobody());
    }
}
