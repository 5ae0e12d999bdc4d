package homelab.faults;

import static homelab.faults.Watch.count;
import static homelab.faults.Watch.starts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person touches the pause file while a call is in flight. */
class PauseIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    @TempDir
    Path data;

    @Test
    void what_is_in_flight_finishes_and_nothing_new_begins_until_the_file_is_gone() throws IOException {
        try (var engine = Engine.start()) {
            Watch.fill(engine, "calm", 8);
            engine.sh("crashes", Watch.SERVICE);
            engine.run(
                    "slow-to-stop",
                    "--label=homelab-agent.stop-timeout=8",
                    "--health-cmd=test ! -e /sick",
                    "--health-interval=1s",
                    "--health-retries=1",
                    Engine.IMAGE,
                    "sh",
                    "-c",
                    "rm -f /sick; trap : TERM; while :; do sleep 1; done");
            await().atMost(LONG)
                    .until(() -> engine.docker("inspect", "-f", "{{.State.Health.Status}}", "slow-to-stop")
                            .equals("healthy"));
            try (var watch = Watch.over(engine, data)) {
                engine.docker("exec", "slow-to-stop", "touch", "/sick");
                await().atMost(LONG).until(() -> count(engine, "slow-to-stop", "kill") == 1);

                Files.createFile(data.resolve("pause"));
                engine.killFromHost("crashes");

                assertThat(count(engine, "slow-to-stop", "die")).isZero();
                await().atMost(LONG).until(() -> watch.keys("slow-to-stop").contains("healed"));
                assertThat(count(engine, "slow-to-stop", "restart")).isEqualTo(1);
                assertThat(starts(engine, "slow-to-stop")).isEqualTo(2);
                assertThat(starts(engine, "crashes")).isEqualTo(1);
            }
            try (var watch = Watch.over(engine, data)) {
                await().during(A_WHILE).atMost(A_WHILE.multipliedBy(2)).until(() -> starts(engine, "crashes") == 1);

                Files.delete(data.resolve("pause"));

                await().atMost(LONG).until(() -> watch.keys("crashes").contains("healed"));
                assertThat(starts(engine, "crashes")).isEqualTo(2);
                assertThat(starts(engine, "slow-to-stop")).isEqualTo(2);
                assertThat(watch.told()).hasSize(2);
            }
        }
    }
}
