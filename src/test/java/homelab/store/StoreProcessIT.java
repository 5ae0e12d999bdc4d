package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a second process can show. */
class StoreProcessIT {
    @TempDir
    Path data;

    private Process hammer(String... options) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                Hammer.class.getName(),
                data.toString()));
        command.addAll(1, List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void a_library_that_cannot_be_loaded_is_told_with_its_cure() throws Exception {
        var process = hammer("-Djava.io.tmpdir=" + data.resolve("nowhere"));
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.inputReader().lines().collect(Collectors.joining("\n")))
                    .contains("SQLite's own library cannot be loaded from " + data.resolve("nowhere"))
                    .contains("HOMELAB_JAVA_OPTS=-Djava.io.tmpdir=/some/directory");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_library_that_was_unpacked_is_taken_from_there() throws Exception {
        var unpacked = data.resolve("native");
        NativeLibrary.unpack(unpacked);
        var process =
                hammer("-D" + NativeLibrary.PROPERTY + "=" + unpacked, "-Djava.io.tmpdir=" + data.resolve("nowhere"));
        try (var out = process.inputReader()) {
            readUntil(out, 3);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_second_process_is_refused_and_told_which_one_holds_the_directory() throws Exception {
        try (var store = Store.open(data, "first", new TestClock())) {
            assertThatThrownBy(() -> Store.open(data, "again", new TestClock())).isInstanceOf(StoreException.class);

            var second = hammer();
            try {
                assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(second.exitValue()).isNotZero();
                assertThat(second.inputReader().lines().collect(Collectors.joining("\n")))
                        .contains("process " + ProcessHandle.current().pid() + " is using it")
                        .contains(data.toString());
            } finally {
                second.destroyForcibly();
            }
            assertThat(store.epoch()).isEqualTo(1);
        }
    }

    @Test
    void the_journal_of_another_process_is_verified_while_it_writes() throws Exception {
        var process = hammer();
        try (var out = process.inputReader()) {
            readUntil(out, 20);

            for (var n = 0; n < 20; n++)
                assertThat(Store.verifyJournal(Place.in(data)).problems()).isEmpty();
            assertThat(Store.verifyJournal(Place.in(data)).count()).isGreaterThanOrEqualTo(20);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(Store.verifyJournal(Place.in(data)).problems()).isEmpty();
    }

    private static void readUntil(BufferedReader out, long number) throws Exception {
        for (var line = out.readLine(); line != null; line = out.readLine())
            if (line.equals(Long.toString(number))) return;
        throw new AssertionError("the process ended before it came to " + number);
    }

    @Test
    void ten_kills_lose_nothing_that_was_acknowledged() throws Exception {
        kills(10);
    }

    @Test
    @Tag("long")
    void forty_kills_lose_nothing_that_was_acknowledged() throws Exception {
        kills(40);
    }

    private void kills(int times) throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var acknowledged = 0L;
        for (var kill = 1; kill <= times; kill++) {
            var process = hammer();
            try (var out = process.inputReader()) {
                assertThat(out.readLine()).isEqualTo("begins");
                // Every fifth dies while it opens the store, the others while they write.
                if (kill % 5 != 0) acknowledged = Long.parseLong(out.readLine());
                assertThat(process.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS))
                        .isFalse();
                // Not the process itself: that would close its output before it is read.
                assertThat(process.toHandle().destroyForcibly()).isTrue();
                process.waitFor();
                acknowledged = Math.max(acknowledged, last(out));
            }

            var before = Store.verifyJournal(Place.in(data));
            try (var store = Store.open(data, "judge", new TestClock())) {
                var saved = store.load();
                assertThat(before.problems()).as("kill %d, seed %d", kill, seed).isEmpty();
                assertThat(saved.lastIncident())
                        .as("kill %d, seed %d", kill, seed)
                        .isBetween(acknowledged, acknowledged + 1);
                assertThat(saved.open()).hasSize((int) saved.lastIncident());
                assertThat(before.count()).isEqualTo(saved.lastIncident());
                assertThat(store.verifyJournal()).isEqualTo(before);
                acknowledged = saved.lastIncident();
            }
        }
    }

    private static long last(BufferedReader out) throws Exception {
        var last = 0L;
        for (var line = out.readLine(); line != null; line = out.readLine())
            if (line.matches("[0-9]+")) last = Long.parseLong(line);
        return last;
    }
}
