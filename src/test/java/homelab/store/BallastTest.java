package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reserve that is given up when the disk is full, on a small file system. */
class BallastTest {
    @TempDir
    Path temp;

    private Path mount;
    private Path data;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        mount = Files.createDirectory(temp.resolve("small"));
        data = mount.resolve("data");
        var mounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mount.toString());
        assumeTrue(mounted || System.getenv("CI") != null, "needs the right to mount a file system");
        assertThat(mounted).as("mounted a tmpfs").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mount.toString());
    }

    @Test
    void a_full_disk_costs_no_turn_while_there_is_ballast_and_its_owner_is_told() throws Exception {
        try (var store = Store.open(data, "test", new TestClock())) {
            assertThat(store.shortage()).isEmpty();
            var filling = fill();

            for (var turn = 1; turn <= 20; turn++) store.commit(Samples.turn(turn));

            assertThat(data.resolve(Ballast.FILE)).doesNotExist();
            assertThat(store.shortage()).get().asString().contains("is full", "free some space");
            assertThat(store.verifyJournal().problems()).isEmpty();
            Files.delete(filling);
        }
        try (var store = Store.open(data, "test", new TestClock())) {
            assertThat(data.resolve(Ballast.FILE)).hasSize(Ballast.BYTES);
            assertThat(store.shortage()).isEmpty();
            assertThat(store.load().lastIncident()).isEqualTo(20);
        }
    }

    @Test
    void it_is_taken_on_board_again_once_there_is_space() throws IOException {
        var nanos = new AtomicLong();
        var ballast = Ballast.in(mount, nanos::get);
        var filling = fill();
        assertThat(ballast.throwOff()).isTrue();
        assertThat(ballast.throwOff()).isFalse();

        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(ballast.shortage()).isPresent();
        Files.delete(filling);
        assertThat(ballast.shortage()).as("not looked at again so soon").isPresent();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(ballast.shortage()).isEmpty();

        assertThat(mount.resolve(Ballast.FILE)).hasSize(Ballast.BYTES);
    }

    @Test
    void where_little_is_left_nothing_is_held_back() throws IOException {
        Files.write(mount.resolve("much"), new byte[50 << 20]);

        var ballast = Ballast.in(mount, () -> 0);

        assertThat(mount.resolve(Ballast.FILE)).doesNotExist();
        assertThat(ballast.throwOff()).isFalse();
        assertThat(ballast.shortage()).isEmpty();
    }

    /** Until nothing more goes onto it. */
    private Path fill() throws IOException {
        var filling = mount.resolve("filling");
        try (var out = Files.newOutputStream(filling)) {
            for (var piece = new byte[1 << 12]; ; ) out.write(piece);
        } catch (IOException full) {
            return filling;
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }
}
