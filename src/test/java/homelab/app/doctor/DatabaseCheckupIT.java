package homelab.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.postgres.Postgres;
import homelab.store.Contender;
import homelab.store.PostgresUrl;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCheckupIT {
    @TempDir
    Path data;

    private final Postgres server = Postgres.shared();
    private final String database = server.database();

    private List<String> told(String url) {
        return Told.by(new DatabaseCheckup(PostgresUrl.parse(url)));
    }

    @Test
    void looks_at_a_fresh_database_and_at_one_in_use() throws Exception {
        var url = server.url(database);
        assertThat(told(url)).contains("OK writing: this user may", "OK active: none ever was");

        try (var contender =
                        Contender.in(data, PostgresUrl.parse(url), "nas", InstantSource.system(), System::nanoTime);
                var store = ((Contender.Attempt.Taken) contender.attempt()).store()) {
            assertThat(told(url))
                    .contains("OK writing: this user may")
                    .anyMatch(line -> line.startsWith("OK active: " + store.owner() + ", which wrote last at "));
        }
    }

    @Test
    void names_the_cure_and_not_the_password() {
        var url = server.url(database);

        assertThat(told(url.replace(Postgres.PASSWORD, "another-word")))
                .hasSize(2)
                .noneMatch(line -> line.contains("another-word"))
                .anyMatch(line -> line.startsWith("PROBLEM reach: could not look around in postgresql://127.0.0.1"))
                .anyMatch(line -> line.startsWith("look at user and password in HOMELAB_DATABASE_URL"));
        assertThat(told(url + "-other")).anyMatch(line -> line.startsWith("make it with createdb"));
        assertThat(told(url.replace(":" + server.port() + "/", ":1/")))
                .anyMatch(line -> line.startsWith("look whether it runs, and whether it can be reached from here"));
        assertThat(told(server.url("postgres")))
                .contains("PROBLEM writing: this user may not make or change the agent's tables");
    }
}
