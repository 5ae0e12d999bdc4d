package homelab.faults;

import static homelab.faults.Watch.count;
import static homelab.faults.Watch.starts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.model.State;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent repairs unasked. */
class HealingIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    @TempDir
    static Path data;

    private static Engine engine;
    private static Watch watch;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        Watch.fill(engine, "calm", 8);
        watch = Watch.over(engine, data);
    }

    @AfterAll
    static void stop() {
        if (watch != null) watch.close();
        if (engine != null) engine.close();
    }

    @Test
    void starts_what_crashed_exactly_once_and_says_so() {
        engine.sh("crasher", "if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 2; exit 1");

        await().atMost(LONG).until(() -> watch.keys("crasher").contains("healed"));

        await().during(A_WHILE).atMost(A_WHILE.plusSeconds(10)).until(() -> starts(engine, "crasher") == 2);
        assertThat(count(engine, "crasher", "die")).isEqualTo(1);
        assertThat(watch.told("crasher"))
                .hasSize(1)
                .allMatch(line -> line.toString().contains("container.start"));
    }

    @Test
    void restarts_what_was_healthy_and_is_not_exactly_once() {
        engine.run(
                "patient",
                "--health-cmd=test ! -e /sick",
                "--health-interval=1s",
                "--health-retries=2",
                Engine.IMAGE,
                "sh",
                "-c",
                "rm -f /sick; " + Watch.SERVICE);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> watch.app().desk().resources().stream()
                        .anyMatch(one -> one.resource().name().equals("patient") && one.state() == State.RUNNING));

        engine.docker("exec", "patient", "touch", "/sick");

        await().atMost(LONG).until(() -> watch.keys("patient").contains("healed"));

        await().during(A_WHILE).atMost(A_WHILE.plusSeconds(10)).until(() -> count(engine, "patient", "restart") == 1);
        assertThat(starts(engine, "patient")).isEqualTo(2);
        assertThat(watch.keys("patient")).containsExactly("healed");
    }
}
