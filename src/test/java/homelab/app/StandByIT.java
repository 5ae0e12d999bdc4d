package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.postgres.Postgres;
import homelab.store.Contender;
import homelab.store.PostgresUrl;
import homelab.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is waited for at the start, and what is not. */
class StandByIT {
    @TempDir
    Path data;

    private final Postgres server = Postgres.start();
    private final String url = server.url(server.database());
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    private Contender contender(String address) throws StoreException {
        return Contender.in(data, PostgresUrl.parse(address), "test", InstantSource.system(), System::nanoTime);
    }

    @Test
    void waits_for_a_server_that_comes_up_last() throws Exception {
        server.stop();
        try (var contender = contender(url);
                var store = new StandBy(contender, this::serverComesUp).untilActive()) {
            assertThat(store.epoch()).isEqualTo(1);
            assertThat(pauses).containsExactly(Duration.ofSeconds(1));
        }
    }

    private void serverComesUp(Duration pause) {
        pauses.add(pause);
        try {
            server.startAgain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void does_not_wait_where_waiting_would_not_help() throws Exception {
        try (var contender = contender(url.replace(Postgres.PASSWORD, "another-word"))) {
            assertThatThrownBy(() -> new StandBy(contender, pauses::add).untilActive())
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED))
                    .hasMessageContaining("HOMELAB_DATABASE_URL")
                    .hasMessageNotContaining("another-word");
        }
        assertThat(pauses).isEmpty();
    }
}
