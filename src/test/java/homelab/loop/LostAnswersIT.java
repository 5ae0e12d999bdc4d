package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.postgres.Postgres;
import homelab.postgres.Relay;
import homelab.store.Contender;
import homelab.store.PostgresUrl;
import homelab.store.Store;
import homelab.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop does each thing once, wherever the line to its database is cut. */
class LostAnswersIT {
    @TempDir
    Path data;

    private final Postgres server = Postgres.shared();
    private final String database = server.database();
    private final Relay relay = Relay.to(server.port());

    private Store open(Path directory, String machine, InstantSource clock) throws StoreException {
        var url = server.url(database).replace(":" + server.port() + "/", ":" + relay.port() + "/");
        try (var contender = Contender.in(directory, PostgresUrl.parse(url), machine, clock, System::nanoTime)) {
            return ((Contender.Attempt.Taken) contender.attempt()).store();
        }
    }

    @AfterEach
    void close() throws Exception {
        relay.close();
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE_THE_COMMIT, 0", "BEFORE_THE_COMMIT, 1", "BEFORE_THE_COMMIT, 2", "BEFORE_THE_COMMIT, 3",
        "AFTER_THE_COMMIT, 0", "AFTER_THE_COMMIT, 1", "AFTER_THE_COMMIT, 2", "AFTER_THE_COMMIT, 3"
    })
    void a_crash_is_answered_by_one_start_and_one_story(Relay.Cut cut, int commits) throws Exception {
        try (var scenario = new Scenario(data).storedBy(this::open)) {
            scenario.running(4);
            var web = scenario.running("web");
            scenario.start();
            relay.cutAt(cut, commits);

            scenario.happens("web crashes", () -> scenario.host.dies(web, 1));
            scenario.pass(Duration.ofMinutes(2));

            assertThat(scenario.requests()).containsExactly("-> container.start web");
            assertThat(scenario.stories()).hasSize(1);
            assertThat(entries("opened")).isEqualTo(1);
            assertThat(entries("intent")).isEqualTo(1);
            try (var memory = scenario.memory()) {
                assertThat(memory.load().open()).isEmpty();
                assertThat(memory.verifyJournal().problems()).isEmpty();
            }
        }
    }

    private long entries(String what) throws SQLException {
        try (var connection = server.connect(database);
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM journal WHERE what = '" + what + "'")) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
