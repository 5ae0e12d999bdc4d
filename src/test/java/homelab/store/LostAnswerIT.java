package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.postgres.Postgres;
import homelab.postgres.Relay;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection is lost in the midst of a commit. */
class LostAnswerIT {
    @TempDir
    Path data;

    private final Postgres server = Postgres.shared();
    private final String database = server.database();
    private final Relay relay = Relay.to(server.port());
    private final TestClock clock = new TestClock();
    private Store store;

    @BeforeEach
    void open() throws StoreException {
        var url = PostgresUrl.parse(server.url(database).replace(":" + server.port() + "/", ":" + relay.port() + "/"));
        try (var contender = Contender.in(data, url, "test", clock, clock::nanos)) {
            store = ((Contender.Attempt.Taken) contender.attempt()).store();
        }
        store.commit(Samples.turn(1));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        relay.close();
    }

    @Test
    void a_commit_whose_answer_was_lost_is_seen_to_be_written_and_not_written_twice() throws Exception {
        relay.cutAt(Relay.Cut.AFTER_THE_COMMIT);

        assertThatThrownBy(() -> store.commit(Samples.turn(2)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNKNOWN));

        assertThat(store.landed()).isTrue();
        store.commit(Samples.turn(3));
        assertThat(store.load().open()).containsExactly(Samples.incident(1), Samples.incident(2), Samples.incident(3));
        assertThat(store.verifyJournal().problems()).isEmpty();
        assertThat(store.verifyJournal().count()).isEqualTo(3);
    }

    @Test
    void a_commit_that_never_arrived_is_seen_not_to_be_written_and_may_be_tried_again() throws Exception {
        relay.cutAt(Relay.Cut.BEFORE_THE_COMMIT);

        assertThatThrownBy(() -> store.commit(Samples.turn(2)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNKNOWN));

        assertThat(store.landed()).isFalse();
        store.commit(Samples.turn(2));
        assertThat(store.load().open()).containsExactly(Samples.incident(1), Samples.incident(2));
        assertThat(store.verifyJournal().problems()).isEmpty();
        assertThat(store.verifyJournal().count()).isEqualTo(2);
    }

    @Test
    void while_the_line_is_cut_nothing_is_known_and_afterwards_it_is() throws Exception {
        relay.cutAt(Relay.Cut.AFTER_THE_COMMIT);
        assertThatThrownBy(() -> store.commit(Samples.turn(2))).isInstanceOf(StoreException.class);
        relay.cut();

        for (var again = 0; again < 2; again++)
            assertThatThrownBy(store::landed)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNWRITABLE));
        relay.mend();

        assertThat(store.landed()).isTrue();
        assertThat(store.load().lastIncident()).isEqualTo(2);
    }

    @Test
    void no_error_tells_the_password() {
        relay.cut();

        assertThatThrownBy(() -> store.commit(Samples.turn(2)))
                .hasMessageContaining("127.0.0.1:" + relay.port())
                .hasMessageNotContaining(Postgres.PASSWORD)
                .rootCause()
                .hasMessageNotContaining(Postgres.PASSWORD);
    }
}
