package homelab.faults;

import static homelab.faults.Watch.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody paused a container and forgot it. */
class PausedIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path data;

    @Test
    void what_stays_paused_is_asked_about_and_goes_on_at_a_persons_word_alone() {
        try (var engine = Engine.start()) {
            Watch.fill(engine, "calm", 4);
            engine.sh("snapped", Watch.SERVICE);
            engine.sh("paused-before", Watch.SERVICE);
            engine.docker("pause", "paused-before");
            try (var watch = Watch.over(engine, data)) {
                engine.docker("pause", "snapped");
                await().atMost(LONG).until(() -> watch.questions("snapped") == 1);
                assertThat(count(engine, "snapped", "unpause")).isZero();

                watch.approve(watch.told("snapped").getFirst().path("incident").asString());

                await().atMost(LONG).until(() -> watch.keys("snapped").contains("healed"));
                assertThat(count(engine, "snapped", "unpause")).isEqualTo(1);
                assertThat(Watch.touched(engine, "snapped", "paused-before")).isEmpty();
                assertThat(count(engine, "paused-before", "unpause")).isZero();
                assertThat(watch.told("paused-before")).isEmpty();
            }
        }
    }
}
