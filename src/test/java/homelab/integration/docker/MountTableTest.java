package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final MountTable TABLE = MountTable.of("""
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            30 22 0:40 / /mnt/media rw shared:7 master:2 - nfs4 nas:/media rw,addr=10.0.0.2
            31 22 0:41 / /mnt/my\\040disk\\134x rw - ext4 /dev/disk\\040one rw
            32 22 0:42 / /mnt/covered rw - ext4 /dev/old rw
            33 32 0:43 / /mnt/covered rw - tmpfs tmpfs rw
            nonsense
            34 22 0:44 / /mnt/med rw - xfs /dev/b rw
            """);

    @Test
    void the_longest_mount_that_holds_the_path_is_what_it_lies_on() {
        assertThat(TABLE.under("/mnt/media/films")).contains("nfs4 nas:/media on /mnt/media");
        assertThat(TABLE.under("/mnt/media")).contains("nfs4 nas:/media on /mnt/media");
        assertThat(TABLE.under("/mnt/mediathek")).contains("ext4 /dev/vda on /");
        assertThat(TABLE.under("/mnt/media/../med/x")).contains("xfs /dev/b on /mnt/med");
    }

    @Test
    void the_kernels_escapes_are_undone() {
        assertThat(TABLE.under("/mnt/my disk\\x/y")).contains("ext4 /dev/disk one on /mnt/my disk\\x");
    }

    @Test
    void a_later_mount_covers_an_earlier_one() {
        assertThat(TABLE.under("/mnt/covered/x")).contains("tmpfs tmpfs on /mnt/covered");
    }

    @Test
    void what_cannot_be_seen_is_nothing() {
        assertThat(MountTable.read(Optional.empty()).under("/srv")).isEmpty();
        assertThat(MountTable.read(Optional.of(Path.of("/does/not/exist"))).under("/srv"))
                .isEmpty();
        assertThat(MountTable.read(Optional.of(Path.of("/proc/self/mountinfo"))).under("/srv"))
                .isPresent();
    }
}
