package homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.lab.Container.Habit;
import homelab.lab.Container.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The simulated engine answers and tells as engine 20.10 was seen to. */
class EngineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final List<String> tale = new ArrayList<>();
    private final Engine engine = new Engine(
            List.of(
                    resident("plain", Optional.empty(), false),
                    resident("checked", Optional.of(Duration.ofSeconds(5)), false),
                    resident("docker", Optional.empty(), true)),
            clock,
            tale::add);

    @Test
    void says_when_there_is_nothing_to_do_and_when_there_is_nobody() {
        assertThat(engine.start("plain")).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(engine.stop("plain")).isEqualTo(Answer.DONE);
        assertThat(engine.stop("plain")).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(engine.start("plain")).isEqualTo(Answer.DONE);
        assertThat(engine.start("nobody")).isEqualTo(new Answer(404, "No such container: nobody"));
    }

    @Test
    void does_not_start_what_is_paused_yet_restarts_it() {
        engine.pause("plain");

        assertThat(engine.start("plain"))
                .isEqualTo(new Answer(409, "cannot start a paused container, try unpause instead"));
        assertThat(engine.restart("plain")).isEqualTo(Answer.DONE);
        assertThat(status("plain")).isEqualTo(Status.RUNNING);
    }

    @Test
    void refuses_a_start_with_its_reason_and_tells_no_event() {
        engine.changes("plain", it -> it.refusal = Optional.of("port is already allocated"));
        engine.crash("plain", 1, Optional.empty());
        var told = engine.toldAloud();

        var answer = engine.start("plain");

        assertThat(answer).isEqualTo(new Answer(500, "port is already allocated"));
        assertThat(engine.toldAloud()).isEqualTo(told);
        assertThat(engine.look("plain", it -> it.error)).contains("port is already allocated");
    }

    @Test
    void tells_how_each_end_came() {
        engine.stop("plain");
        engine.start("plain");
        engine.kill("plain", 1);
        engine.kill("plain", 9);
        engine.start("plain");
        engine.restart("plain");
        engine.outOfMemory("plain");
        engine.start("plain");
        engine.crash("plain", 3, Optional.empty());

        assertThat(told())
                .containsExactly(
                        "kill 15", "die 143", "stop", "start", // docker stop
                        "kill 1", "kill 9", "die 137", "start", // docker kill
                        "kill 15", "die 143", "stop", "start", "restart", // docker restart
                        "oom", "die 137", "start", // out of memory
                        "die 3"); // by itself
    }

    @Test
    void restarts_by_policy_with_growing_patience_what_nobody_stopped() {
        engine.changes("docker", it -> it.habit = Optional.of(new Habit(Duration.ofSeconds(1), 1, Optional.empty())));
        engine.restart("docker");

        passes(Duration.ofSeconds(4));

        // It ends after 1 s, and is started again after 100 ms, 200 ms, 400 ms.
        assertThat(engine.look("docker", it -> it.restartCount)).contains(3);
        engine.stop("docker");
        passes(Duration.ofMinutes(2));
        assertThat(engine.look("docker", it -> it.restartCount)).contains(3);
        assertThat(status("docker")).isEqualTo(Status.EXITED);
    }

    @Test
    void calls_unhealthy_what_failed_its_check_three_times_and_healthy_what_passes() {
        engine.changes("checked", it -> it.neverHealthy = true);
        engine.restart("checked");

        passes(Duration.ofSeconds(14));
        assertThat(health()).contains(Container.Health.STARTING);
        passes(Duration.ofSeconds(1));
        assertThat(health()).contains(Container.Health.UNHEALTHY);
        engine.failing("checked", false, Optional.empty());
        assertThat(health()).contains(Container.Health.HEALTHY);

        assertThat(tale).containsExactly("the health check of checked fails", "the health check of checked passes");
    }

    @Test
    void remembers_the_last_256_events() {
        for (var i = 0; i < 200; i++) engine.kill("plain", 1);
        for (var i = 0; i < 100; i++) engine.kill("checked", 1);

        var replay = engine.events(START.minusSeconds(1), Instant.MAX);

        assertThat(replay).hasSize(256);
        assertThat(replay.getLast().attributes()).containsEntry("name", "checked");
    }

    @Test
    void makes_a_container_anew_under_another_id() {
        var before = engine.look("plain", it -> it.id);

        engine.recreate("plain");

        assertThat(engine.look("plain", it -> it.id)).isPresent().isNotEqualTo(before);
        assertThat(engine.look(before.orElseThrow(), Container::name)).isEmpty();
        assertThat(told()).containsExactly("kill 15", "die 143", "stop", "destroy", "create", "start");
    }

    private void passes(Duration time) {
        var end = now.plus(time);
        while (true) {
            var next = engine.happen();
            if (next.isEmpty() || next.get().isAfter(end)) break;
            now = next.get();
        }
        now = end;
        engine.happen();
    }

    private Status status(String name) {
        return engine.look(name, it -> it.status).orElseThrow();
    }

    private Optional<Container.Health> health() {
        return engine.look("checked", it -> it.health);
    }

    private List<String> told() {
        return engine.events(START, Instant.MAX).stream()
                .map(event -> (event.action() + " "
                                + event.attributes().getOrDefault("signal", "")
                                + event.attributes().getOrDefault("exitCode", ""))
                        .strip())
                .toList();
    }

    private static Resident resident(String name, Optional<Duration> checked, boolean byDocker) {
        return new Resident("shop", name, "image", List.of(), checked, byDocker, false, 0, false, Map.of(), List.of());
    }
}
