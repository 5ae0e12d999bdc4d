package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.loop.act.Brake;
import homelab.postgres.Postgres;
import homelab.store.Contender;
import homelab.store.PostgresUrl;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseWatchIT {
    @TempDir
    Path data;

    private final Postgres server = Postgres.shared();
    private final String database = server.database();

    private void write(String value) throws SQLException {
        try (var connection = server.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO setting (name, doc) VALUES ('pause', '{\"name\":\"pause\",\"value\":\"" + value
                            + "\",\"by\":{\"name\":\"ada\",\"door\":\"psql\"},\"at\":\"2026-01-01T00:00:00Z\"}')"
                            + " ON CONFLICT (name) DO UPDATE SET doc = excluded.doc");
        }
    }

    @Test
    void what_the_database_says_pauses_within_a_second() throws Exception {
        var url = PostgresUrl.parse(server.url(database));
        try (var contender = Contender.in(data, url, "test", InstantSource.system(), System::nanoTime);
                var store = ((Contender.Attempt.Taken) contender.attempt()).store()) {
            var brake = new Brake(data);
            try (var watch = PauseWatch.start(store, brake)) {
                assertThat(watch).isNotNull();
                assertThat(brake.isOn()).isFalse();

                write("on");
                await().atMost(Duration.ofSeconds(2)).until(brake::isOn);

                write("off");
                await().atMost(Duration.ofSeconds(2)).until(() -> !brake.isOn());
            }

            write("on");
            try (var next = PauseWatch.start(store, brake)) {
                assertThat(next).isNotNull();
                assertThat(brake.isOn()).isTrue();
            }
        }
    }
}
