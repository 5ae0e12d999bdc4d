package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.integration.Gauge;
import homelab.model.Contents;
import homelab.model.Disk;
import homelab.model.Kind;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk as the source tells of it, over something that is not quite an engine. */
@Timeout(40)
class DiskWatchTest {
    private static final String USAGE =
            "{\"LayersSize\":7,\"Images\":[],\"Containers\":[],\"Volumes\":[],\"BuildCache\":[]}";

    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final AtomicInteger free = new AtomicInteger(50);
    private FakeEngine engine;
    private Optional<DockerIntegration> docker = Optional.empty();

    @BeforeEach
    void open(@TempDir Path temp) throws IOException {
        engine = FakeEngine.well(temp).on("/system/df", FakeEngine.json(USAGE));
    }

    @AfterEach
    void close() throws IOException {
        docker.ifPresent(DockerIntegration::close);
        engine.close();
    }

    private DockerIntegration start(Optional<Path> path, Gauge gauge) {
        var config = new DockerConfig(
                "lab",
                AddressConfig.parse(engine.host(), Optional.empty()),
                Duration.ofSeconds(1),
                Optional.empty(),
                Optional.empty(),
                new DiskConfig(path, Disk.Marks.DEFAULT));
        var made = new DockerIntegration(config, InstantSource.system(), new Claims(), gauge);
        docker = Optional.of(made);
        made.source().start(looks::add, Optional.empty());
        return made;
    }

    private List<Observation.Health> disks() {
        return looks.stream()
                .flatMap(look -> look.observations().stream())
                .filter(one -> one instanceof Observation.Health health
                        && health.resource().kind() == Kind.DISK)
                .map(Observation.Health.class::cast)
                .toList();
    }

    private Disk last() {
        return (Disk) disks().getLast().detail();
    }

    private long listings() {
        return engine.requests().stream()
                .filter(line -> line.contains("/system/df"))
                .count();
    }

    private Optional<Disk.Fullness> hundred(Path ignored) {
        return Optional.of(new Disk.Fullness(100, free.get()));
    }

    @Test
    void tells_how_full_it_is_and_what_is_on_it_and_then_what_changes() {
        start(Optional.of(Path.of("/data")), this::hundred);
        await().until(() -> !disks().isEmpty());
        assertThat(disks().getFirst().state()).isEqualTo(State.RUNNING);
        assertThat(last().fullness()).contains(new Disk.Fullness(100, 50));
        assertThat(last().contents())
                .isInstanceOfSatisfying(
                        Contents.Listed.class,
                        listed -> assertThat(listed.sizes().images()).isEqualTo(7));

        free.set(10);

        await().until(() -> disks().getLast().state() == State.UNHEALTHY);
        await().until(() -> listings() == 2);
    }

    @Test
    void asks_the_engine_to_count_no_more_than_it_must() {
        start(Optional.of(Path.of("/data")), this::hundred);

        await().until(() -> disks().size() >= 3);

        assertThat(listings()).isEqualTo(1);
    }

    @Test
    void counts_anew_when_it_is_asked_to() {
        var made = start(Optional.of(Path.of("/data")), this::hundred);
        await().until(() -> !disks().isEmpty());

        made.source().lookAt(Set.of(disks().getFirst().about()));

        await().until(() -> listings() == 2);
    }

    @Test
    void is_in_each_full_look_so_that_it_is_never_taken_for_gone() {
        start(Optional.of(Path.of("/data")), this::hundred);
        await().until(() -> !disks().isEmpty()
                && looks.stream().filter(look -> look.present().isPresent()).count() >= 3);

        assertThat(looks.stream().flatMap(look -> look.present().stream()))
                .allMatch(present -> present.contains(disks().getFirst().about()));
    }

    @Test
    void says_why_it_can_not_be_seen_and_tells_sizes_all_the_same() {
        start(Optional.empty(), this::hundred);

        await().until(() -> !disks().isEmpty());

        assertThat(last().fullness()).isEmpty();
        assertThat(last().unmeasured()).contains("not this one by name and memory", "docker.disk.path");
        assertThat(last().contents()).isInstanceOf(Contents.Listed.class);
    }

    @Test
    void a_share_that_hangs_costs_nobody_else_and_is_asked_once() throws InterruptedException {
        var asked = new AtomicInteger();
        var end = new CountDownLatch(1);
        start(Optional.of(Path.of("/dead")), directory -> {
            asked.incrementAndGet();
            await().atMost(Duration.ofSeconds(60)).until(() -> end.getCount() == 0);
            return Optional.empty();
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> !disks().isEmpty());
        var fullLooks =
                looks.stream().filter(look -> look.present().isPresent()).count();
        end.countDown();

        assertThat(last().unmeasured()).contains("/dead did not answer within 5 s");
        assertThat(asked.get()).isEqualTo(1);
        assertThat(fullLooks).isGreaterThanOrEqualTo(4);
    }

    @Test
    void what_can_not_be_listed_is_said_with_the_reason() {
        engine.on("/system/df", FakeEngine.status(403, "forbidden"));

        start(Optional.of(Path.of("/data")), this::hundred);

        await().until(() -> !disks().isEmpty());
        assertThat(last().contents())
                .isInstanceOfSatisfying(
                        Contents.Unlisted.class,
                        unlisted -> assertThat(unlisted.why()).contains("403"));
    }
}
