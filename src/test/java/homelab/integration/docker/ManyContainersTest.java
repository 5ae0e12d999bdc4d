package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.model.Look;
import homelab.model.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What it costs an engine to be watched, in requests, where it has two thousand containers. */
@Timeout(60)
class ManyContainersTest {
    private static final int NUMBER = 2000;
    private static final int FALLEN = 200;

    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private FakeEngine engine;
    private FakeContainers containers;
    private List<FakeContainers.Box> boxes;
    private DockerIntegration docker;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        engine = FakeEngine.well(folder);
        containers = FakeContainers.on(engine, InstantSource.system());
        boxes = IntStream.range(0, NUMBER)
                .mapToObj(i -> containers.run("c" + i))
                .toList();
        var config = new DockerConfig(
                "lab",
                AddressConfig.parse(engine.host(), Optional.empty()),
                Duration.ofDays(1),
                Optional.empty(),
                Optional.empty());
        docker = new DockerIntegration(config, InstantSource.system());
        docker.source().start(looks::add, Optional.empty());
        await().atMost(Duration.ofSeconds(30)).until(() -> seen() >= NUMBER);
    }

    @AfterEach
    void close() throws Exception {
        docker.close();
        engine.close();
    }

    @Test
    void the_first_look_lists_once_and_inspects_each_once() {
        assertThat(asked("GET /containers/json")).isEqualTo(1);
        assertThat(inspects()).isEqualTo(NUMBER);
    }

    @Test
    void a_look_when_nothing_changed_lists_once_and_inspects_none() {
        var fullLooks = fullLooks();

        docker.source().lookAt(Set.of(docker.source().host()));
        await().until(() -> fullLooks() > fullLooks);

        assertThat(asked("GET /containers/json")).isEqualTo(2);
        assertThat(inspects()).isEqualTo(NUMBER);
    }

    @Test
    void two_hundred_that_fall_are_inspected_and_nothing_else_is() {
        boxes.subList(0, FALLEN).forEach(box -> containers.crash(box, 137));
        await().atMost(Duration.ofSeconds(30)).until(() -> down() == FALLEN);

        assertThat(asked("GET /containers/json")).isEqualTo(1);
        // What is answered late is looked at once more.
        assertThat(inspects()).isBetween((long) NUMBER + FALLEN, NUMBER + 2L * FALLEN);
    }

    private long seen() {
        return healths().map(Observation.Health::about).distinct().count();
    }

    private long down() {
        return healths()
                .filter(health -> health.state().isDown())
                .map(Observation.Health::about)
                .distinct()
                .count();
    }

    private Stream<Observation.Health> healths() {
        return looks.stream()
                .flatMap(look -> look.observations().stream())
                .filter(Observation.Health.class::isInstance)
                .map(Observation.Health.class::cast)
                .filter(health -> !health.about().equals(docker.source().host()));
    }

    private long fullLooks() {
        return looks.stream().filter(look -> look.present().isPresent()).count();
    }

    private long inspects() {
        return asked("GET /containers/0");
    }

    private long asked(String beginning) {
        return engine.requests().stream()
                .filter(one -> one.startsWith(beginning))
                .count();
    }
}
