package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Setting;
import homelab.postgres.Postgres;
import homelab.store.Contender;
import homelab.store.PostgresUrl;
import homelab.store.Store;
import homelab.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pause that outlives the machine on which it was said. */
class SharedPauseIT {
    @TempDir
    Path data;

    private final Postgres server = Postgres.shared();
    private final PostgresUrl url = PostgresUrl.parse(server.url(server.database()));
    private Scenario scenario;

    private Store open(Path directory, String machine, InstantSource clock) throws StoreException {
        try (var contender = Contender.in(directory, url, machine, clock, System::nanoTime)) {
            return ((Contender.Attempt.Taken) contender.attempt()).store();
        }
    }

    @BeforeEach
    void start() throws Exception {
        scenario = new Scenario(data).storedBy(this::open).start();
    }

    @AfterEach
    void close() {
        scenario.close();
    }

    private Optional<Setting> pause() throws Exception {
        try (var memory = scenario.memory()) {
            return memory.pause();
        }
    }

    @Test
    void a_word_is_written_for_all_who_share_the_database() throws Exception {
        scenario.says(new Desk.Word.Pause());

        assertThat(pause()).map(Setting::value).contains("on");
        scenario.start();
        scenario.says(new Desk.Word.Resume());

        assertThat(pause()).map(Setting::value).contains("off");
        assertThat(data.resolve("pause")).doesNotExist();
    }

    @Test
    void a_file_that_somebody_made_is_written_too_and_goes_with_the_file() throws Exception {
        Files.createFile(data.resolve("pause"));
        scenario.settle();

        assertThat(pause())
                .map(said -> said.value() + " by " + said.by().door())
                .contains("on by file");
        scenario.start();
        Files.delete(data.resolve("pause"));
        scenario.settle();

        assertThat(pause()).map(Setting::value).contains("off");
    }
}
