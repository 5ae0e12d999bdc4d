package homelab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent is killed; the engine's own events say whether anything was done twice or forgotten. */
@Tag("long")
class KillIT {
    private static final String CRASHES_ONCE = "if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 6; exit 1";
    private static final String CRASHES_OFTEN = "n=$(cat /n 2>/dev/null || echo 0); n=$((n+1)); echo $n > /n; "
            + "if [ $n -gt 5 ]; then exec sleep 1000; fi; sleep $((n+3)); exit 1";
    private static final Duration LONG = Duration.ofSeconds(150);

    @TempDir
    Path data;

    private Engine engine;
    private final List<Process> victims = new ArrayList<>();

    @BeforeEach
    void start() {
        Engine.require();
        engine = Engine.start();
        for (var i = 0; i < 16; i++) engine.sh("filler" + i, "exec sleep 1000");
    }

    @AfterEach
    void stop() {
        victims.forEach(Process::destroyForcibly);
        if (engine != null) engine.close();
    }

    @ParameterizedTest
    @EnumSource(names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void is_started_exactly_once_wherever_the_agent_is_killed(Victim.Point point) throws Exception {
        var first = agent(point);
        awaitLooking();
        engine.sh("web", CRASHES_ONCE);
        assertThat(first.waitFor(40, TimeUnit.SECONDS))
                .as("it reached " + point)
                .isTrue();

        agent(Victim.Point.NEVER);

        await().atMost(LONG).until(() -> count("web", "start") == 2);
        await().atMost(LONG).until(() -> allIsOver() && runs("web"));
        assertThat(count("web", "die")).isEqualTo(1);
        assertThat(count("web", "start")).isEqualTo(2);
    }

    @Test
    void twenty_kills_at_random_moments_while_containers_crash() throws Exception {
        var random = new Random(20);
        var first = agent(Victim.Point.NEVER);
        awaitLooking();
        for (var i = 0; i < 4; i++) engine.sh("web" + i, CRASHES_OFTEN);
        first.destroyForcibly().waitFor();

        for (var kill = 1; kill < 20; kill++) {
            var victim = agent(Victim.Point.NEVER);
            victim.waitFor(1200 + random.nextInt(3000), TimeUnit.MILLISECONDS);
            victim.destroyForcibly().waitFor();
        }
        agent(Victim.Point.NEVER);

        await().atMost(Duration.ofMinutes(4)).until(() -> allIsOver() && allRun());
        for (var i = 0; i < 4; i++) assertThat(startsAndDies("web" + i)).isEqualTo(alternating("web" + i));
        assertThat(Store.verifyJournal(data).isSound()).isTrue();
    }

    /** What ends before the agent's first look is rightly left alone; so nothing may crash before it. */
    private void awaitLooking() {
        await().atMost(LONG).until(() -> logSays("runs; looking"));
    }

    private boolean logSays(String words) throws IOException {
        return Files.readString(data.resolve("agent.log")).contains(words);
    }

    private boolean allRun() {
        for (var i = 0; i < 4; i++) if (!runs("web" + i)) return false;
        return true;
    }

    private boolean runs(String name) {
        return engine.docker("inspect", "-f", "{{.State.Running}}", name)
                .strip()
                .equals("true");
    }

    private List<String> startsAndDies(String name) {
        return engine.events(name).stream()
                .map(Engine.Heard::action)
                .filter(action -> action.equals("start") || action.equals("die"))
                .toList();
    }

    /** Each start but the first answers one death, and each death is answered. */
    private List<String> alternating(String name) {
        var expected = new ArrayList<String>();
        for (var i = 0; i < count(name, "die"); i++) expected.addAll(List.of("start", "die"));
        expected.add("start");
        return expected;
    }

    private long count(String name, String action) {
        return engine.events(name).stream()
                .filter(event -> event.action().equals(action))
                .count();
    }

    /** Every incident that was told of or opened reached its end: asked of the store while the agent runs. */
    private boolean allIsOver() throws Exception {
        try (var copy = copyOfStore()) {
            var all = copy.store().incidents(false, 0, 500).items();
            return !all.isEmpty() && all.stream().noneMatch(one -> one.isOpen());
        }
    }

    private record Copy(Store store) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }

    private Copy copyOfStore() throws Exception {
        var folder = Files.createTempDirectory("copy");
        for (var name : List.of("homelab.db", "homelab.db-wal", "journal-head")) {
            var file = data.resolve(name);
            if (Files.exists(file)) Files.copy(file, folder.resolve(name));
        }
        return new Copy(Store.open(folder, "judge", InstantSource.system()));
    }

    private Process agent(Victim.Point point) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var victim = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        data.toString(),
                        engine.host(),
                        point.name())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("agent.log").toFile()))
                .start();
        victims.add(victim);
        return victim;
    }
}
