package homelab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks dead or sick and is none of the agent's business, all on one engine, since nothing of it may happen. */
class LeftAloneIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    static Path data;

    private static Optional<Engine> own = Optional.empty();
    private static Optional<Share> share = Optional.empty();
    private static Optional<Watch> watch = Optional.empty();

    @BeforeAll
    static void let_it_all_happen() {
        var engine = Engine.start();
        own = Optional.of(engine);
        share = Optional.of(new Share(engine.directory("share")));
        Watch.fill(engine, "calm", 20);
        for (var one = 1; one <= 4; one++) {
            engine.sh("dead-with-0-" + one, "exit 0");
            engine.sh("dead-with-1-" + one, "exit 1");
            engine.sh("dead-with-137-" + one, Watch.SERVICE);
            engine.docker("kill", "dead-with-137-" + one);
        }
        engine.sh("by-docker-stop", Watch.SERVICE);
        engine.sh("by-docker-kill", Watch.SERVICE);
        engine.sh("hears-hup", "trap : HUP; while :; do sleep 1; done");
        engine.sh("agent-itself", Watch.SERVICE);
        var files = share.get().directory() + ":/files";
        engine.run("lost-its-files", "-v", files, Engine.IMAGE, "sh", "-c", "touch /files/mine; " + Watch.SERVICE);
        watch = Optional.of(
                new Watch.Way(data, engine.host()).self("agent-itself").over(engine));

        engine.docker("stop", "by-docker-stop");
        engine.docker("kill", "by-docker-kill");
        engine.docker("kill", "-s", "HUP", "hears-hup");
        engine.killFromHost("agent-itself");
        share.get().goAway();
        engine.killFromHost("lost-its-files");
        engine.sh("one-shot", "sleep 4; exit 0");
        crashes("hands-off", "homelab-agent.enable=false");
        crashes("failed-job", "com.docker.compose.oneoff=True");
        crashes("guarded", "homelab-agent.protect=true");
        checked("never-well");
        checked("still-starting", "--health-start-period=600s");
        engine.sh("hourglass", "sleep 25");
        await().atMost(LONG).until(() -> Watch.count(engine, "hourglass", "die") == 1);
    }

    @AfterAll
    static void end() {
        watch.ifPresent(Watch::close);
        share.ifPresent(Share::close);
        own.ifPresent(Engine::close);
    }

    private static void crashes(String name, String label) {
        engine().run(name, "--label", label, Engine.IMAGE, "sh", "-c", "sleep 4; exit 1");
    }

    /** Runs, and its check fails each second. */
    private static void checked(String name, String... options) {
        var always =
                Stream.of("--health-cmd=false", "--health-interval=1s", "--health-timeout=5s", "--health-retries=2");
        var run = Stream.of(Engine.IMAGE, "sh", "-c", Watch.SERVICE);
        engine().run(
                        name,
                        Stream.of(always, Stream.of(options), run)
                                .flatMap(part -> part)
                                .toArray(String[]::new));
    }

    private static Engine engine() {
        return own.orElseThrow();
    }

    private static Watch watch() {
        return watch.orElseThrow();
    }

    /** Twelve of them. */
    @ParameterizedTest
    @ValueSource(strings = {"dead-with-0-", "dead-with-1-", "dead-with-137-"})
    void what_was_down_before_the_agent_came(String prefix) {
        for (var one = 1; one <= 4; one++) nothingWasDoneOrSaid(prefix + one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"by-docker-stop", "by-docker-kill"})
    void what_a_person_stopped(String name) {
        nothingWasDoneOrSaid(name);
        assertThat(Watch.running(engine())).doesNotContain(name);
    }

    @Test
    void what_was_merely_told_to_read_its_config_again() {
        nothingWasDoneOrSaid("hears-hup");
        assertThat(Watch.running(engine())).contains("hears-hup");
    }

    @Test
    void what_was_done() {
        nothingWasDoneOrSaid("one-shot");
        assertThat(Watch.count(engine(), "one-shot", "die")).isEqualTo(1);
    }

    @Test
    void what_is_still_starting_though_its_check_fails() {
        nothingWasDoneOrSaid("still-starting");
        assertThat(engine().docker("inspect", "-f", "{{.State.Health.Status}}", "still-starting"))
                .isEqualTo("starting");
        assertThat(engine().docker(
                                "inspect", "-f", "{{range .State.Health.Log}}{{.ExitCode}} {{end}}", "still-starting"))
                .startsWith("1 1 1");
    }

    @Test
    void what_its_owner_closed_to_the_agent_is_told_once() {
        assertThat(Watch.touched(engine(), "hands-off")).isEmpty();
        assertThat(watch().keys("hands-off")).containsExactly("hands-off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed-job", "never-well", "guarded"})
    void what_must_be_asked_about(String name) {
        wasAskedOnce(name);
    }

    @Test
    void the_agent_itself_is_asked_about_with_a_warning() {
        wasAskedOnce("agent-itself");
        assertThat(watch().told("agent-itself").getFirst().toString()).contains("it would stop the agent itself");
    }

    @Test
    void what_lost_the_file_system_of_its_files_is_asked_about_with_the_reason() {
        wasAskedOnce("lost-its-files");
        assertThat(watch().told("lost-its-files").getFirst().toString())
                .contains(share.orElseThrow().directory() + " lay on tmpfs");
    }

    private static void nothingWasDoneOrSaid(String name) {
        assertThat(Watch.touched(engine(), name)).isEmpty();
        assertThat(watch().told(name)).isEmpty();
    }

    private static void wasAskedOnce(String name) {
        assertThat(Watch.touched(engine(), name)).isEmpty();
        assertThat(watch().keys(name)).containsExactly("asked");
        assertThat(watch().questions(name)).isEqualTo(1);
    }
}
