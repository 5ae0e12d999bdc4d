package homelab.faults;

import static homelab.faults.Watch.count;
import static homelab.faults.Watch.starts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no repair cures, all at once on one engine. It is settled as patiently as by default: a fall after 20 s counts. */
class TryingHasAnEndIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    /** Well for the first 5 s of each run, then sick for 5 s, and so on. */
    private static final String FLAPS = "test $(( ($(date +%s) - $(cat /begun)) / 5 % 2 )) = 0";

    @TempDir
    static Path data;

    private static Engine engine;
    private static Watch watch;

    @BeforeAll
    static void begin() {
        engine = Engine.start();
        Watch.fill(engine, "calm", 16);
        watch = new Watch.Way(data, engine.host()).patient().over(engine);
        engine.sh("dies-again", "sleep 20; exit 1");
        checked("flapping", FLAPS, "date +%s > /begun; " + Watch.SERVICE);
        checked("stays-sick", "test ! -e /sick", Watch.SERVICE);
        policed("revived-always", "always");
        policed("revived-20-times", "on-failure:20");
        policed("revived-once", "on-failure:1");
    }

    @AfterAll
    static void end() {
        if (watch != null) watch.close();
        if (engine != null) engine.close();
    }

    private static void checked(String name, String check, String script) {
        var health =
                Stream.of("--health-cmd=" + check, "--health-interval=1s", "--health-timeout=5s", "--health-retries=1");
        engine.run(
                name,
                Stream.concat(health, Stream.of(Engine.IMAGE, "sh", "-c", script))
                        .toArray(String[]::new));
    }

    private static void policed(String name, String policy) {
        var script = "sleep 3; echo no route to the database; exit 1";
        engine.run(name, "--restart=" + policy, Engine.IMAGE, "sh", "-c", script);
    }

    @Test
    void what_was_sick_before_and_is_again_without_a_healthy_moment_is_asked_about() {
        await().atMost(LONG)
                .until(() -> engine.docker("inspect", "-f", "{{.State.Health.Status}}", "stays-sick")
                        .equals("healthy"));

        engine.docker("exec", "stays-sick", "touch", "/sick");

        await().atMost(LONG).until(() -> watch.questions("stays-sick") == 1);
        stays(() -> count(engine, "stays-sick", "restart") == 1);
        assertThat(watch.told("stays-sick")).hasSize(1);
    }

    @Test
    void what_flaps_is_restarted_three_times_and_then_a_person_is_needed_once() {
        await().atMost(LONG).until(() -> watch.keys("flapping").contains("escalated"));

        stays(() -> count(engine, "flapping", "restart") == 3);
        assertThat(watch.keys("flapping")).containsExactly("escalated");
    }

    @Test
    void what_dies_again_is_never_called_healed_and_a_person_is_needed_once_after_three_tries() {
        await().atMost(LONG).until(() -> watch.keys("dies-again").contains("escalated"));

        stays(() -> starts(engine, "dies-again") == 4);
        assertThat(watch.keys("dies-again")).containsExactly("escalated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revived-always", "revived-20-times"})
    void what_docker_revives_is_left_to_docker_and_told_once_as_a_loop_with_its_last_words(String name) {
        await().atMost(LONG).until(() -> watch.keys(name).contains("escalated"));

        stays(() -> watch.keys(name).equals(List.of("escalated")));
        assertThat(watch.told(name).getFirst().toString())
                .contains("restarts over and over", "no route to the database");
        assertThat(watch.questions(name)).isZero();
        await().untilAsserted(() -> assertThat(revivals(name)).isEqualTo(count(engine, name, "die")));
    }

    /** Counted by the engine, which begins at nought again when somebody else starts it. */
    private static long revivals(String name) {
        return Long.parseLong(engine.docker("inspect", "-f", "{{.RestartCount}}", name));
    }

    @Test
    void what_docker_has_given_up_is_tried_three_times() {
        await().atMost(LONG).until(() -> watch.keys("revived-once").contains("escalated"));

        // Once by the test, three times by the agent, and each time once more by Docker.
        stays(() -> starts(engine, "revived-once") == 8);
        assertThat(watch.keys("revived-once")).containsExactly("escalated");
    }

    private static void stays(Callable<Boolean> condition) {
        await().during(A_WHILE).atMost(A_WHILE.plusSeconds(10)).until(condition);
    }
}
