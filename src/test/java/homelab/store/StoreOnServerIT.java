package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homelab.model.Setting;
import homelab.store.Contender.Attempt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a store on a server does besides. */
class StoreOnServerIT extends StoreContract {
    StoreOnServerIT() {
        super(Backend.OnServer.fresh());
    }

    private Backend.OnServer server() {
        return (Backend.OnServer) backend;
    }

    private Path otherData() {
        return temp.resolve("other");
    }

    private Contender other() throws StoreException {
        return server().contender(otherData(), "other", clock, clock::nanos);
    }

    private Contender again() throws StoreException {
        return server().contender(data(), "test", clock, clock::nanos);
    }

    @Test
    void another_stands_by_until_nothing_was_heard_for_as_long_as_the_lease_lasts() throws Exception {
        try (var store = open();
                var other = other()) {
            store.commit(Samples.incidents(Samples.incident(1)));

            assertThat(other.attempt()).isEqualTo(new Attempt.Held(store.owner(), Duration.ofSeconds(31)));
            clock.pass(Duration.ofSeconds(20));
            store.commit(Samples.NOTHING);
            assertThat(other.attempt()).isEqualTo(new Attempt.Held(store.owner(), Duration.ofSeconds(31)));
            clock.pass(Duration.ofSeconds(30));
            assertThat(other.attempt()).isEqualTo(new Attempt.Held(store.owner(), Duration.ofSeconds(1)));

            clock.pass(Duration.ofSeconds(1));

            assertThat(other.attempt()).isInstanceOfSatisfying(Attempt.Taken.class, taken -> {
                try (var next = taken.store()) {
                    assertThat(next.epoch()).isEqualTo(2);
                    assertThat(next.lastWriteBefore()).contains(Samples.AT.plusSeconds(20));
                    assertThat(next.load().lastIncident()).isEqualTo(1);
                    assertThatThrownBy(() -> store.commit(Samples.turn(2)))
                            .isInstanceOfSatisfying(
                                    StoreException.class,
                                    e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LEASE_LOST));
                    assertThat(store.leaseLeft()).isNegative();
                    assertThat(next.load().lastIncident()).isEqualTo(1);
                } catch (StoreException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void the_lease_outlasts_the_deadline_of_what_is_begun_and_no_later_write_shortens_it() throws Exception {
        try (var store = open();
                var other = other()) {
            var intent = Samples.turn(1).intents().getFirst();
            var until = Duration.between(clock.instant(), intent.deadline()).plusSeconds(10);
            assertThat(until).isGreaterThan(backend.lease());

            store.commit(Samples.turn(1));
            clock.pass(Duration.ofSeconds(1));
            store.commit(Samples.NOTHING);

            assertThat(store.leaseLeft()).isEqualTo(until.minusSeconds(1));
            assertThat(other.attempt()).isEqualTo(new Attempt.Held(store.owner(), until));
        }
    }

    @Test
    void who_gave_the_lease_up_is_not_waited_for() throws Exception {
        try (var store = open();
                var other = other()) {
            assertThat(other.attempt()).isInstanceOf(Attempt.Held.class);

            store.release();

            assertThat(other.attempt())
                    .isInstanceOfSatisfying(
                            Attempt.Taken.class, taken -> taken.store().close());
        }
    }

    @Test
    void a_process_that_crashed_is_followed_at_once_by_the_next_one_in_its_directory() throws Exception {
        open().close();

        try (var next = open()) {
            assertThat(next.epoch()).isEqualTo(2);
        }
    }

    @Test
    void a_process_that_was_frozen_in_the_midst_of_a_write_does_not_hold_up_the_next_one() throws Exception {
        var goOn = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        try (var store = open();
                var frozen = new PostgresDatabase(server().url());
                var other = other()) {
            store.commit(Samples.NOTHING);
            other.attempt();
            clock.pass(Duration.ofSeconds(31));
            var writing = CompletableFuture.runAsync(() -> hang(frozen, begun, goOn));
            begun.await();

            try {
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                    var taken = other.attempt() instanceof Attempt.Taken next && next.store() != null;
                    clock.pass(Duration.ofSeconds(31));
                    return taken;
                });
            } finally {
                goOn.countDown();
            }

            assertThatThrownBy(writing::join).hasCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> store.commit(Samples.turn(1))).isInstanceOf(StoreException.class);
        }
    }

    private static void hang(PostgresDatabase frozen, CountDownLatch begun, CountDownLatch goOn) {
        try {
            frozen.write(
                    "hang",
                    jdbc -> {
                        jdbc.sql("UPDATE lease SET owner = owner").update();
                        begun.countDown();
                        return isOver(goOn);
                    },
                    ignored -> {});
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void each_instance_writes_a_chain_of_its_own() throws Exception {
        try (var store = open()) {
            store.commit(Samples.journal(Samples.entry("one")));
            store.release();
        }
        try (var store = backend.open(otherData(), "other", clock)) {
            store.commit(Samples.journal(Samples.entry("two"), Samples.entry("three")));
            assertThat(store.verifyJournal().problems()).isEmpty();
            store.release();
        }

        assertThat(Store.verifyJournal(backend.place(data())).problems()).isEmpty();
        assertThat(Store.verifyJournal(backend.place(data())).head().seq()).isEqualTo(1);
        assertThat(Store.verifyJournal(backend.place(otherData())).head().seq()).isEqualTo(2);
        assertThat(Store.verifyJournal(backend.place(temp.resolve("nobody"))).count())
                .isEqualTo(3);
    }

    @Test
    void a_data_directory_is_still_held_against_a_second_process() throws Exception {
        try (var store = open()) {
            assertThat(store.epoch()).isEqualTo(1);
            assertThatThrownBy(this::again)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LOCKED));
        }
    }

    @Test
    void what_people_said_of_pausing_is_read_back() throws Exception {
        try (var store = open()) {
            assertThat(store.pause()).isEmpty();
            var pause = new Setting("pause", "on", Samples.ADA, Samples.AT);

            store.commit(Samples.settings(pause));

            assertThat(store.pause()).contains(pause);
        }
    }
}
