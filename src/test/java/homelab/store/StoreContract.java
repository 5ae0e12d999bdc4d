package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.model.Incident;
import homelab.model.Lineage;
import homelab.model.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does. */
abstract class StoreContract {
    @TempDir
    Path temp;

    final TestClock clock = new TestClock();
    final Backend backend;

    StoreContract(Backend backend) {
        this.backend = backend;
    }

    Path data() {
        return temp.resolve("deep/data");
    }

    Store open() throws StoreException {
        return backend.open(data(), "test", clock, clock::nanos);
    }

    private void sql(String statement) throws SQLException {
        backend.sql(data(), statement);
    }

    @Test
    void a_fresh_store_is_empty_in_a_private_directory() throws Exception {
        try (var store = open()) {
            assertThat(store.load())
                    .isEqualTo(new Saved(List.of(), 0, List.of(), List.of(), List.of(), List.of(), Map.of()));
            assertThat(store.epoch()).isEqualTo(1);
            assertThat(store.verifyJournal().isSound()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void what_was_committed_is_loaded_after_a_restart() throws StoreException {
        try (var store = open()) {
            store.commit(Samples.turn(1));
            store.commit(Samples.incidents(Samples.resolved(2)));
        }

        try (var store = open()) {
            assertThat(store.load())
                    .isEqualTo(new Saved(
                            List.of(Samples.incident(1)),
                            2,
                            List.of(Samples.history(Samples.LINEAGE)),
                            List.of(Samples.lesson()),
                            List.of(Samples.shadow(1)),
                            List.of(Samples.mode("heal")),
                            Map.of(Samples.RESOURCE.host(), "cursor-1")));
            assertThat(store.incident(new Incident.Id(2))).contains(Samples.resolved(2));
            assertThat(store.incident(new Incident.Id(3))).isEmpty();
            assertThat(store.epoch()).isEqualTo(2);
            assertThat(store.verifyJournal().count()).isEqualTo(1);
        }
    }

    @Test
    void a_later_commit_replaces_what_an_earlier_one_said() throws StoreException {
        try (var store = open()) {
            store.commit(Samples.turn(1));

            store.commit(new Commit(
                    Samples.AT,
                    List.of(Samples.incident(1).saying(Samples.AT, "more")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(Samples.mode("observe")),
                    List.of(),
                    List.of(),
                    Map.of(Samples.RESOURCE.host(), "later"),
                    List.of()));

            assertThat(store.load().open()).containsExactly(Samples.incident(1).saying(Samples.AT, "more"));
            assertThat(store.load().settings()).containsExactly(Samples.mode("observe"));
            assertThat(store.load().cursors()).containsExactly(Map.entry(Samples.RESOURCE.host(), "later"));
        }
    }

    @Test
    void tells_when_the_process_before_wrote_last() throws StoreException {
        try (var store = open()) {
            assertThat(store.lastWriteBefore()).isEmpty();
            clock.pass(Duration.ofMinutes(3));
            store.commit(Samples.NOTHING);
        }
        var last = clock.instant();

        clock.pass(Duration.ofDays(1));

        try (var store = open()) {
            assertThat(store.lastWriteBefore()).contains(last);
        }
    }

    @Test
    void what_is_forgotten_leaves_nothing_behind() throws StoreException {
        try (var store = open()) {
            store.commit(Samples.turn(1));

            store.commit(new Commit(
                    Samples.AT,
                    List.of(),
                    List.of(),
                    List.of(Samples.LINEAGE),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of()));

            assertThat(store.load().histories()).isEmpty();
        }
    }

    @Test
    void an_intent_is_written_once_and_a_second_time_writes_nothing_of_its_turn() throws StoreException {
        try (var store = open()) {
            store.commit(Samples.turn(1));
            var again = new Commit(
                    Samples.AT,
                    List.of(Samples.incident(2)),
                    List.of(),
                    List.of(),
                    List.of(Samples.intent("i-1", 1)),
                    List.of(),
                    List.of(),
                    List.of(Samples.mode("observe")),
                    List.of(Samples.entry("again")),
                    List.of(),
                    Map.of(),
                    List.of());

            assertThatThrownBy(() -> store.commit(again)).isInstanceOf(IllegalArgumentException.class);

            assertThat(store.load().open()).containsExactly(Samples.incident(1));
            assertThat(store.load().settings()).containsExactly(Samples.mode("heal"));
            assertThat(store.verifyJournal().count()).isEqualTo(1);
            store.commit(Samples.turn(2));
            assertThat(store.load().lastIncident()).isEqualTo(2);
        }
    }

    @Test
    void lineages_that_read_alike_are_kept_apart() throws StoreException {
        var one = Samples.history(new Lineage("e", "a/b", "c", 1));
        var other = Samples.history(new Lineage("e", "a", "b/c", 1));
        try (var store = open()) {
            store.commit(new Commit(
                    Samples.AT,
                    List.of(),
                    List.of(one, other),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of()));

            assertThat(store.load().histories()).containsExactlyInAnyOrder(one, other);
        }
    }

    @Test
    void hostile_text_breaks_neither_rows_nor_the_journal() throws StoreException {
        try (var store = open()) {
            for (var text : JsonTest.hostileTexts()) {
                store.commit(new Commit(
                        Samples.AT,
                        List.of(),
                        List.of(Samples.history(Lineage.named(text, text))),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(Samples.entry(text)),
                        List.of(),
                        Map.of(new Resource.Id("x" + text), text),
                        List.of()));
            }

            assertThat(store.load().histories())
                    .extracting(history -> history.lineage().name())
                    .containsExactlyInAnyOrderElementsOf(JsonTest.hostileTexts());
            assertThat(store.verifyJournal().problems()).isEmpty();
            assertThat(store.verifyJournal().count())
                    .isEqualTo(JsonTest.hostileTexts().size());
        }
    }

    @Test
    void who_lost_the_lease_writes_nothing_any_more() throws Exception {
        try (var store = open()) {
            store.commit(Samples.turn(1));
            sql("UPDATE lease SET epoch = epoch + 1, owner = 'other'");

            for (var attempt : List.<ThrowingWrite>of(
                    () -> store.commit(Samples.turn(2)),
                    store::release,
                    () -> store.delivered(new Delivery(1, "log", Samples.story(1, "t"), 0), Samples.AT)))
                assertThatThrownBy(attempt::run)
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LEASE_LOST));

            assertThat(store.leaseLeft()).isNegative();
            assertThat(store.load().lastIncident()).isEqualTo(1);
            assertThat(store.verifyJournal().count()).isEqualTo(1);
        }
    }

    interface ThrowingWrite {
        void run() throws Exception;
    }

    @Test
    void each_write_renews_the_lease() throws StoreException {
        try (var store = open()) {
            assertThat(store.leaseLeft()).isEqualTo(backend.lease());

            clock.pass(backend.lease().minusSeconds(10));
            assertThat(store.leaseLeft()).isEqualTo(Duration.ofSeconds(10));

            store.commit(Samples.NOTHING);
            assertThat(store.leaseLeft()).isEqualTo(backend.lease());

            clock.pass(backend.lease().plusMinutes(1));
            assertThat(store.leaseLeft()).isEqualTo(Duration.ofMinutes(-1));

            store.commit(Samples.NOTHING);
            assertThat(store.leaseLeft()).isEqualTo(backend.lease());
        }
    }

    @Test
    void who_gave_the_lease_up_may_act_no_more() throws StoreException {
        try (var store = open()) {
            store.release();

            assertThat(store.leaseLeft()).isNegative();
        }
    }

    @Test
    void incidents_come_newest_first_in_pages() throws StoreException {
        try (var store = open()) {
            store.commit(Samples.incidents(
                    Samples.incident(1), Samples.resolved(2), Samples.incident(10), Samples.resolved(9)));

            var all = store.incidents(false, 0, 3);
            var rest = store.incidents(false, 1, 3);
            var beyond = store.incidents(false, Integer.MAX_VALUE, 500);
            var open = store.incidents(true, 0, 3);

            assertThat(all.items())
                    .extracting(Incident::id)
                    .extracting(Incident.Id::number)
                    .containsExactly(10L, 9L, 2L);
            assertThat(rest.items()).containsExactly(Samples.incident(1));
            assertThat(rest.total()).isEqualTo(4);
            assertThat(beyond.items()).isEmpty();
            assertThat(beyond.total()).isEqualTo(4);
            assertThat(open.items()).containsExactly(Samples.incident(10), Samples.incident(1));
            assertThat(open.total()).isEqualTo(2);
        }
    }

    @Test
    void an_unreadable_row_is_named_and_the_others_stay_readable() throws Exception {
        try (var store = open()) {
            store.commit(Samples.incidents(Samples.incident(1), Samples.resolved(2)));
            sql("UPDATE incident SET doc = '{' WHERE number = 2");

            assertThatThrownBy(() -> store.incident(new Incident.Id(2)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BROKEN))
                    .hasMessageContaining("incident 2");
            assertThat(store.load().open()).containsExactly(Samples.incident(1));
            assertThat(store.incident(new Incident.Id(1))).contains(Samples.incident(1));
        }
    }

    @Test
    void a_store_from_a_newer_version_is_left_alone() throws Exception {
        open().close();
        sql("INSERT INTO flyway_schema_history VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x',"
                + " '2030-01-01 00:00:00.000', 1, true)");

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BROKEN))
                .hasMessageContaining("newer version")
                .hasMessageContaining("schema 99");
    }

    @Test
    void a_schema_that_somebody_changed_is_said_so() throws Exception {
        open().close();
        sql("UPDATE flyway_schema_history SET checksum = 1");

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BROKEN))
                .hasMessageContaining("checksum");
    }
}
