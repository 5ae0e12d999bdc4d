package homelab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.store.Place;
import homelab.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent is killed; the engine's own events say whether anything was done twice or forgotten. */
class KillIT {
    private static final String CRASHES_ONCE = "if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 6; exit 1";
    private static final Duration LONG = Duration.ofSeconds(150);

    private static final int CRASHING = 4;
    /** So many more run that the crashing ones are never the share of a host that makes the agent doubt itself. */
    private static final int QUIET = 16;

    private static Engine engine;

    @TempDir
    Path data;

    private final List<Process> victims = new ArrayList<>();
    private final List<String> containers = new ArrayList<>();

    @BeforeAll
    static void startEngine() {
        Engine.require();
        engine = Engine.start();
        for (var i = 0; i < QUIET; i++) engine.sh("quiet" + i, "exec sleep 10000");
    }

    @AfterAll
    static void stopEngine() {
        if (engine != null) engine.close();
    }

    @AfterEach
    void endAgents() throws InterruptedException {
        for (var victim : victims) victim.destroyForcibly().waitFor();
        for (var container : containers) engine.docker("rm", "-f", container);
    }

    @ParameterizedTest
    @EnumSource(names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void is_started_exactly_once_wherever_the_agent_is_killed(Victim.Point point) throws Exception {
        var first = agent(point);
        awaitLooking();
        var web = crashing("web", CRASHES_ONCE);
        assertThat(first.waitFor(40, TimeUnit.SECONDS))
                .as("it reached " + point)
                .isTrue();

        agent(Victim.Point.NEVER);

        await().atMost(LONG).until(() -> count(web, "start") == 2);
        await().atMost(LONG).until(() -> allIsOver() && runs(web));
        assertThat(count(web, "die")).isEqualTo(1);
        assertThat(count(web, "start")).isEqualTo(2);
    }

    @Test
    void acts_once_for_each_crash_through_20_kills_at_random_moments() throws Exception {
        actsOnceThrough(20);
    }

    @Test
    @Tag("long")
    void acts_once_for_each_crash_through_200_kills_at_random_moments() throws Exception {
        actsOnceThrough(200);
    }

    private void actsOnceThrough(int kills) throws Exception {
        var random = new Random(kills);
        var first = agent(Victim.Point.NEVER);
        awaitLooking();
        for (var i = 0; i < CRASHING; i++) crashing("web" + i, crashes(kills / 4));
        first.waitFor(random.nextInt(3000), TimeUnit.MILLISECONDS);
        first.destroyForcibly().waitFor();

        for (var kill = 1; kill < kills; kill++) {
            var victim = agent(Victim.Point.NEVER);
            victim.waitFor(1200 + random.nextInt(3000), TimeUnit.MILLISECONDS);
            victim.destroyForcibly().waitFor();
        }
        agent(Victim.Point.NEVER);

        var crashes = CRASHING * (kills / 4);
        await().atMost(Duration.ofMinutes(5 + kills / 10))
                .until(() -> crashesHeard() == crashes && allIsOver() && allRun());
        for (var web : containers) assertThat(startsAndDies(web)).isEqualTo(alternating(web));
        System.out.println(kills + " kills, " + crashes + " crashes, each answered by one start");
        assertThat(Store.verifyJournal(Place.in(data)).isSound()).isTrue();
    }

    /** Ends with an error so many times, each time after 4 to 6 s, and then runs. */
    private static String crashes(int times) {
        return "n=$(cat /n 2>/dev/null || echo 0); n=$((n+1)); echo $n > /n; " + "if [ $n -gt " + times
                + " ]; then exec sleep 10000; fi; sleep $((4 + n % 3)); exit 1";
    }

    /** What ends before the agent's first look is rightly left alone; so nothing may crash before it. */
    private void awaitLooking() {
        await().atMost(LONG).until(() -> logSays("runs; looking"));
    }

    private boolean logSays(String words) throws IOException {
        return Files.readString(data.resolve("agent.log")).contains(words);
    }

    private long crashesHeard() {
        return containers.stream().mapToLong(web -> count(web, "die")).sum();
    }

    private boolean allRun() {
        return containers.stream().allMatch(this::runs);
    }

    private String crashing(String name, String script) {
        var id = engine.sh(name, script).strip();
        containers.add(id);
        return id;
    }

    private boolean runs(String id) {
        return engine.docker("inspect", "-f", "{{.State.Running}}", id).strip().equals("true");
    }

    private List<String> startsAndDies(String id) {
        return engine.events(id).stream()
                .map(Engine.Heard::action)
                .filter(action -> action.equals("start") || action.equals("die"))
                .toList();
    }

    /** Each start but the first answers one death, and each death is answered. */
    private List<String> alternating(String id) {
        var expected = new ArrayList<String>();
        for (var i = 0; i < count(id, "die"); i++) expected.addAll(List.of("start", "die"));
        expected.add("start");
        return expected;
    }

    private long count(String id, String action) {
        return engine.events(id).stream()
                .filter(event -> event.action().equals(action))
                .count();
    }

    /** Every incident that was opened reached its end: asked of the file while the agent runs. */
    private boolean allIsOver() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("homelab.db"));
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*), sum(stage <> 'RESOLVED') FROM incident")) {
            return rows.next() && rows.getInt(1) > 0 && rows.getInt(2) == 0;
        }
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
