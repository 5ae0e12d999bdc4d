package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Evidence;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.What;
import homelab.model.Wishes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source on a real engine. */
class DockerIT {
    private static final String FOREVER = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    private static Engine engine;

    private final Looks looks = new Looks();
    private DockerIntegration docker;

    @BeforeAll
    static void start() {
        engine = Engine.start();
    }

    @AfterAll
    static void stop() {
        if (engine != null) engine.close();
    }

    @BeforeEach
    void watch() {
        docker = new DockerIntegration(config(Duration.ofSeconds(60)), InstantSource.system());
        docker.source().start(looks, Optional.empty());
        await().until(() -> !looks.all().isEmpty());
    }

    @AfterEach
    void close() {
        docker.close();
        for (var id : engine.docker("ps", "-aq").lines().toList()) engine.docker("rm", "-f", id);
    }

    private static DockerConfig config(Duration interval) {
        return new DockerConfig(
                "lab",
                AddressConfig.parse(engine.host(), Optional.empty()),
                interval,
                Optional.of(Path.of("/proc/self/mountinfo")),
                Optional.of(Path.of("/proc/sys/kernel/random/boot_id")));
    }

    @Test
    void begins_with_the_host_and_all_there_is() {
        assertThat(looks.all().getFirst().observations().getFirst())
                .isInstanceOfSatisfying(Observation.Health.class, health -> {
                    assertThat(health.resource().id()).isEqualTo(new Resource.Id("docker:lab"));
                    assertThat(health.state()).isEqualTo(State.RUNNING);
                    assertThat(health.detail()).isInstanceOf(Detail.Engine.class);
                });
        assertThat(looks.all().getFirst().present()).isPresent();
        assertThat(looks.all().getFirst().cursor()).isPresent();
    }

    @Test
    void tells_a_crash_as_an_event_and_a_look_in_one_piece_and_at_once() {
        var id = engine.sh("web", "sleep 2; exit 3");

        await().until(() -> looks.events(id).contains(new What.Died(3)));

        var look = looks.all().stream()
                .filter(it -> it.observations().stream()
                        .anyMatch(one -> one instanceof Observation.Event event
                                && event.what().equals(new What.Died(3))))
                .findFirst()
                .orElseThrow();
        assertThat(look.observations().getLast()).isInstanceOfSatisfying(Observation.Health.class, health -> {
            assertThat(health.state()).isEqualTo(State.STOPPED);
            assertThat(((Detail.Container) health.detail()).exitCode()).isEqualTo(3);
        });
        var died = engine.events(id).stream()
                .filter(event -> event.action().equals("die"))
                .findFirst()
                .orElseThrow();
        var late = Duration.between(Instant.ofEpochSecond(0, died.timeNano()), looks.arrival(look));
        assertThat(late).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void tells_the_last_words_of_the_run_that_ended_from_the_first_of_the_next() {
        var script = "echo welcome; if [ -e /seen ]; then exec sleep 1000; fi; touch /seen; echo goodbye; exit 1";
        var id = engine.run("web", "--restart", "always", Engine.IMAGE, "sh", "-c", script);
        await().until(() -> engine.docker("logs", "web").lines().count() == 3);

        var evidence = docker.inspector().inspect(container(id), Duration.ofSeconds(5));

        assertThat(evidence)
                .containsExactly(
                        new Evidence("log", List.of("welcome", "goodbye", "welcome")),
                        new Evidence("log of the run before", List.of("welcome", "goodbye")));
    }

    private static Resource container(String id) {
        return new Resource(
                new Resource.Id(id),
                Lineage.named("ENGINE", "web"),
                Kind.CONTAINER,
                "web",
                new Resource.Id("docker:lab"),
                List.of(),
                Wishes.NONE);
    }

    @Test
    void tells_who_stopped_it_by_its_own_stop_signal() {
        var id = engine.run(
                "proxy",
                "--stop-signal",
                "USR1",
                Engine.IMAGE,
                "sh",
                "-c",
                "trap 'exit 0' USR1; while :; do sleep 0.1; done");
        await().until(() -> looks.state(id).equals(Optional.of(State.RUNNING)));

        engine.docker("kill", "-s", "HUP", "proxy");
        engine.docker("stop", "proxy");

        await().until(() -> looks.state(id).equals(Optional.of(State.STOPPED)));
        assertThat(looks.events(id))
                .containsSubsequence(new What.Killed(1, false), new What.Killed(10, true), new What.Died(0));
    }

    @Test
    void tells_health_and_does_not_look_at_every_probe() {
        var id = engine.run(
                "db",
                "--health-cmd",
                "test -e /well",
                "--health-interval",
                "200ms",
                "--health-retries",
                "2",
                Engine.IMAGE,
                "sh",
                "-c",
                "touch /well; " + FOREVER);
        await().until(() -> looks.events(id).contains(new What.HealthChanged(Detail.HealthCheck.Verdict.HEALTHY)));

        engine.docker("exec", "db", "rm", "/well");
        await().until(() -> looks.state(id).equals(Optional.of(State.UNHEALTHY)));

        assertThat(looks.events(id)).contains(new What.HealthChanged(Detail.HealthCheck.Verdict.UNHEALTHY));
        assertThat(looks.healths(id).size()).isLessThan(8);
        var health = ((Detail.Container) looks.healths(id).getLast().detail())
                .health()
                .orElseThrow();
        assertThat(health.longestStart()).isEqualTo(Duration.ofMillis(60_400));
    }

    @Test
    void knows_a_job_by_whoever_awaits_it() {
        var job = engine.run(
                "shop-migrate-1",
                "--label",
                "com.docker.compose.project=shop",
                "--label",
                "com.docker.compose.service=migrate",
                "--label",
                "com.docker.compose.container-number=1",
                Engine.IMAGE,
                "true");
        await().until(() -> looks.state(job).equals(Optional.of(State.STOPPED)));
        assertThat(((Detail.Container) looks.healths(job).getLast().detail()).job())
                .isFalse();

        var app = engine.run(
                "shop-app-1",
                "--label",
                "com.docker.compose.project=shop",
                "--label",
                "com.docker.compose.service=app",
                "--label",
                "com.docker.compose.container-number=1",
                "--label",
                "com.docker.compose.depends_on=migrate:service_completed_successfully:false",
                Engine.IMAGE,
                "sh",
                "-c",
                FOREVER);

        await().until(() -> ((Detail.Container) looks.healths(job).getLast().detail()).job());
        await().until(() -> !looks.healths(app).isEmpty());
        var resource = looks.healths(app).getLast().resource();
        assertThat(resource.lineage()).isEqualTo(new Lineage(resource.lineage().home(), "shop", "app", 1));
        assertThat(resource.dependsOn())
                .isEqualTo(List.of(new Dependency("shop", "migrate", Dependency.When.COMPLETED)));
    }

    @Test
    void tells_a_removal_once() {
        var id = engine.run("gone", "--rm", Engine.IMAGE, "true");

        await().until(() -> looks.events(id).contains(new What.Removed()));

        engine.sh("later", "true");
        await().until(() -> looks.all().getLast().observations().stream()
                .noneMatch(it -> it.about().value().equals(id)));
        assertThat(looks.events(id)).containsOnlyOnce(new What.Removed());
    }

    @Test
    void an_engine_that_is_stopped_tells_its_last_events_then_its_fall_and_then_all_there_is() {
        var id = engine.sh("web", FOREVER);
        await().until(() -> looks.state(id).equals(Optional.of(State.RUNNING)));

        engine.stop();
        await().until(() -> looks.hostEvents().stream().anyMatch(What.EngineFell.class::isInstance));
        engine.startAgain();
        await().until(() -> looks.state(id).equals(Optional.of(State.STOPPED)));

        assertThat(looks.events(id)).containsSubsequence(new What.Killed(15, true), new What.Died(0));
        assertThat(looks.hostEvents()).hasSize(1);
        var fell =
                looks.indexOf(it -> it instanceof Observation.Event event && event.what() instanceof What.EngineFell);
        var died = looks.indexOf(it -> it instanceof Observation.Event event && event.what() instanceof What.Died);
        assertThat(died).isLessThan(fell);
        assertThat(looks.indexOf(Observation.Unseen.class::isInstance)).isPositive();
    }

    @Test
    void an_engine_that_is_killed_fell_once_and_is_seen_again_within_ten_seconds() {
        var id = engine.sh("web", FOREVER);
        await().until(() -> looks.state(id).equals(Optional.of(State.RUNNING)));

        engine.kill();
        await().until(() -> looks.hostEvents().stream().anyMatch(What.EngineFell.class::isInstance));
        engine.startAgain();

        await().atMost(Duration.ofSeconds(10)).until(() -> looks.state(id).equals(Optional.of(State.STOPPED)));
        assertThat(looks.hostEvents()).hasSize(1);
    }

    @Test
    void a_restart_of_the_agent_misses_nothing_that_the_engine_remembers() {
        var id = engine.sh("web", FOREVER);
        await().until(() -> looks.state(id).equals(Optional.of(State.RUNNING)));
        docker.close();
        var cursor = looks.cursor();
        engine.docker("stop", "web");

        var later = new Looks();
        docker = new DockerIntegration(config(Duration.ofSeconds(60)), InstantSource.system());
        docker.source().start(later, cursor);

        await().until(() -> later.state(id).equals(Optional.of(State.STOPPED)));
        assertThat(later.events(id)).containsExactly(new What.Killed(15, true), new What.Died(0));
        assertThat(later.hostEvents()).isEmpty();
    }

    @Test
    void a_restart_of_the_agent_says_when_the_engine_has_forgotten() {
        var id = engine.sh("web", FOREVER);
        await().until(() -> looks.state(id).equals(Optional.of(State.RUNNING)));
        docker.close();
        engine.docker("stop", "web");
        engine.docker("start", id);
        for (var i = 0; i < 90; i++) engine.docker("exec", id, "true");

        var later = new Looks();
        docker = new DockerIntegration(config(Duration.ofSeconds(60)), InstantSource.system());
        docker.source().start(later, looks.cursor());

        await().until(() -> later.state(id).equals(Optional.of(State.RUNNING)));
        assertThat(later.hostEvents()).containsExactly(new What.EventsLost());
    }

    @Test
    void a_host_that_was_started_anew_is_told_at_once() {
        docker.close();
        var cursor = Cursor.parse(looks.cursor().orElseThrow()).orElseThrow();
        var before = new Cursor(cursor.timeNano(), cursor.key(), "another-boot", cursor.engineId());

        var later = new Looks();
        docker = new DockerIntegration(config(Duration.ofSeconds(60)), InstantSource.system());
        docker.source().start(later, Optional.of(before.text()));

        await().until(() -> later.all().size() == 2);
        assertThat(later.hostEvents()).hasSize(1).first().isInstanceOf(What.EngineFell.class);
    }

    @Test
    void a_full_look_inspects_only_what_changed() {
        var id = engine.sh("web", FOREVER);
        docker.close();
        var busy = new Looks();
        docker = new DockerIntegration(config(Duration.ofSeconds(1)), InstantSource.system());
        docker.source().start(busy, Optional.empty());

        await().until(() -> busy.all().size() > 4);

        assertThat(busy.healths(id).size()).isLessThan(busy.all().size() + 1);
        assertThat(busy.all()).allSatisfy(look -> assertThat(look.present()).contains(Set.of(new Resource.Id(id))));
    }

    @Test
    void no_event_is_lost_or_told_twice_while_the_stream_is_opened_anew() {
        docker.close();
        var busy = new Looks();
        docker = new DockerIntegration(config(Duration.ofSeconds(1)), InstantSource.system());
        docker.source().start(busy, Optional.empty());
        await().until(() -> !busy.all().isEmpty());

        var ids = IntStream.range(0, 20)
                .mapToObj(i -> engine.sh("short" + i, "sleep 0." + i % 10 + "; exit 4"))
                .toList();

        await().untilAsserted(() -> assertThat(ids)
                .allSatisfy(id -> assertThat(busy.events(id)).containsExactly(new What.Started(), new What.Died(4))));
        assertThat(busy.hostEvents()).isEmpty();
    }

    @Test
    void looks_where_it_is_told_to() {
        var id = engine.sh("web", FOREVER);
        await().until(() -> looks.state(id).equals(Optional.of(State.RUNNING)));
        var before = looks.healths(id).size();

        docker.source().lookAt(Set.of(new Resource.Id(id)));
        docker.source().lookAt(Set.of(new Resource.Id("f".repeat(64))));

        await().until(() -> looks.healths(id).size() > before);
        await().untilAsserted(() -> assertThat(looks.events("f".repeat(64))).containsExactly(new What.Removed()));
    }

    @Test
    void notes_the_file_system_of_what_is_mounted() {
        var folder = engine.directory("a b");
        var id = engine.run("files", "-v", folder + ":/data", Engine.IMAGE, "sh", "-c", FOREVER);
        await().until(() -> !looks.healths(id).isEmpty());

        var bind = ((Detail.Container) looks.healths(id).getLast().detail())
                .binds()
                .getFirst();

        assertThat(bind.source()).isEqualTo(folder.toString());
        assertThat(bind.fileSystem()).isPresent();
    }
}
