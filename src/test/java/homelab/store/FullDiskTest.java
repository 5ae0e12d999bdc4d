package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import homelab.model.JournalEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class FullDiskTest {
    @TempDir
    Path temp;

    private static Commit large(int n) {
        var turn = Samples.turn(n);
        return new Commit(
                turn.at(),
                turn.incidents(),
                turn.histories(),
                turn.forgotten(),
                turn.intents(),
                turn.lessons(),
                turn.shadows(),
                turn.settings(),
                List.of(new JournalEntry(Samples.AT, "large", Optional.empty(), "x".repeat(40_000))),
                turn.stories(),
                Map.of(),
                List.of());
    }

    private interface Disk {
        void free() throws Exception;
    }

    private static void a_full_disk_costs_one_turn_at_most(Store store, Disk disk) throws Exception {
        var turn = 0;
        Optional<StoreException> failure = Optional.empty();
        while (failure.isEmpty() && turn < 1_000) {
            try {
                store.commit(large(++turn));
            } catch (StoreException e) {
                failure = Optional.of(e);
            }
        }
        var failed = turn;

        assertThat(failure).get().extracting(StoreException::kind).isEqualTo(StoreException.Kind.UNWRITABLE);
        assertThat(failure.get()).hasMessageContaining("disk is full");
        assertThat(store.load().lastIncident()).isEqualTo(failed - 1);
        assertThat(store.verifyJournal().problems()).isEmpty();
        for (var again = 0; again < 3; again++)
            assertThatThrownBy(() -> store.commit(large(failed))).isInstanceOf(StoreException.class);
        assertThat(store.load().lastIncident()).isEqualTo(failed - 1);

        disk.free();
        store.commit(large(failed));
        store.commit(large(failed + 1));

        assertThat(store.load().lastIncident()).isEqualTo(failed + 1);
        assertThat(store.verifyJournal().problems()).isEmpty();
        assertThat(store.verifyJournal().count()).isEqualTo(failed + 1);
        assertThat(store.verifyJournal().head().seq()).isEqualTo(failed + 1);
    }

    @Test
    void a_full_file_system_costs_one_turn_at_most_and_breaks_nothing() throws Exception {
        var mount = Files.createDirectory(temp.resolve("small"));
        var mounted = run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", mount.toString());
        assumeTrue(mounted || System.getenv("CI") != null, "needs the right to mount a file system");
        assertThat(mounted).as("mounted a tmpfs").isTrue();
        try {
            var ballast = mount.resolve("ballast");
            Files.write(ballast, new byte[4 << 20]);

            try (var store = Store.open(mount.resolve("data"), "test", new TestClock())) {
                a_full_disk_costs_one_turn_at_most(store, () -> Files.delete(ballast));
            }

            try (var store = Store.open(mount.resolve("data"), "test", new TestClock())) {
                assertThat(store.verifyJournal().problems()).isEmpty();
                assertThat(store.load().lastIncident()).isGreaterThan(2);
            }
        } finally {
            run("umount", mount.toString());
        }
    }

    @Test
    void a_full_database_leaves_nothing_of_the_write_and_takes_it_later() throws Exception {
        try (var database = SqliteDatabase.open(temp.resolve("homelab.db"))) {
            for (var again = 0; again < 3; again++)
                assertThatThrownBy(() -> database.write("fill it", jdbc -> fill(jdbc, 70), ignored -> {}))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNWRITABLE))
                        .hasMessageContaining("disk is full");
            assertThat(rows(database)).isZero();

            database.write("fill it", jdbc -> fill(jdbc, 1_000_000), ignored -> {});

            assertThat(rows(database)).isEqualTo(100);
        }
    }

    private static int fill(JdbcClient jdbc, int pages) {
        jdbc.sql("INSERT INTO setting (name, doc) VALUES ('first', '')").update();
        jdbc.sql("PRAGMA max_page_count = " + pages).query(Long.class).single();
        for (var n = 1; n < 100; n++)
            jdbc.sql("INSERT INTO setting (name, doc) VALUES (:name, :doc)")
                    .param("name", "n" + n)
                    .param("doc", "x".repeat(4_000))
                    .update();
        return 0;
    }

    private static long rows(Database database) throws StoreException {
        return database.read(
                "count",
                jdbc -> jdbc.sql("SELECT count(*) FROM setting")
                        .query(Long.class)
                        .single());
    }

    @Test
    void even_an_error_of_the_machine_leaves_nothing_behind() throws Exception {
        try (var database = SqliteDatabase.open(temp.resolve("homelab.db"))) {
            assertThatThrownBy(() -> database.write(
                            "fill it",
                            jdbc -> {
                                fill(jdbc, 1_000_000);
                                throw new StackOverflowError();
                            },
                            ignored -> {}))
                    .isInstanceOf(StackOverflowError.class);
            database.write("nothing", jdbc -> 0, ignored -> {});

            assertThat(rows(database)).isZero();
        }
    }

    private static boolean run(String... command) throws Exception {
        var process = new ProcessBuilder(command).inheritIO().start();
        return process.waitFor() == 0;
    }
}
