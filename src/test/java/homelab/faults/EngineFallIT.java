package homelab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine itself goes away and comes back, and leaves down what ran. */
class EngineFallIT {
    /** Docker's own policies go first for half a minute. */
    private static final Duration TIME_FOR_POLICIES = Duration.ofSeconds(30);

    @TempDir
    Path data;

    @Test
    void starts_what_ran_before_the_engine_was_stopped_and_nothing_else() {
        fallAndReturn(Engine::stop);
    }

    @Test
    void starts_what_ran_before_the_engine_was_killed_and_nothing_else() {
        fallAndReturn(Engine::kill);
    }

    private void fallAndReturn(Consumer<Engine> fall) {
        try (var engine = Engine.start()) {
            var names = Watch.fill(engine, "ran", 5);
            engine.sh("parked", Watch.SERVICE);
            try (var watch = Watch.over(engine, data)) {
                engine.docker("stop", "parked");
                // What is killed within 5 s before the engine goes is taken as killed by the engine.
                await().during(Duration.ofSeconds(7))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> Watch.touched(engine, "parked").isEmpty());

                fall.accept(engine);
                engine.startAgain();

                assertThat(Watch.running(engine)).isEmpty();
                await().atMost(TIME_FOR_POLICIES.plusSeconds(30))
                        .untilAsserted(() -> assertThat(Watch.running(engine))
                                .as(() -> "running; people were told " + watch.told() + "; the engine told "
                                        + engine.events(names.getFirst()))
                                .containsExactlyInAnyOrderElementsOf(names));
                await().during(Duration.ofSeconds(10))
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> Watch.running(engine).toList().containsAll(names));
                for (var name : names)
                    assertThat(Watch.starts(engine, name)).as(name).isEqualTo(2);
                assertThat(Watch.starts(engine, "parked")).isEqualTo(1);
                assertThat(watch.told("parked")).isEmpty();
            }
        }
    }
}
