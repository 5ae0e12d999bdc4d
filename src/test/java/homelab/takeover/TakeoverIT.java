package homelab.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.postgres.Postgres;
import homelab.postgres.Relay;
import homelab.store.Place;
import homelab.store.PostgresUrl;
import homelab.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two agents on one database, the active one taken out again and again; the engine's own events say whether anything was
 * done twice or forgotten.
 */
class TakeoverIT {
    private static final Duration LONG = Duration.ofSeconds(150);

    /** The lease after a call: its deadline, 40 s after it began, and 10 s; then the margin, an attempt, and slow cores. */
    private static final Duration LATEST = Duration.ofSeconds(50 + 1 + 1 + 40);

    private static final int CRASHING = 3;
    /** So many more run that the crashing ones are never the share of a host that makes the agent doubt itself. */
    private static final int QUIET = 14;

    @TempDir
    Path temp;

    private Postgres server;
    private Engine engine;
    private String database;
    private final List<Agent> agents = new ArrayList<>();
    private final List<String> containers = new ArrayList<>();
    private final Random random = new Random();

    /** How the active one goes. */
    private enum End {
        KILLED,
        FROZEN,
        CUT_OFF
    }

    @BeforeEach
    void start() {
        Engine.require();
        server = Postgres.shared();
        database = server.database();
        engine = Engine.start();
        for (var i = 0; i < QUIET; i++) engine.sh("quiet" + i, "exec sleep 10000");
    }

    @AfterEach
    void stop() throws Exception {
        for (var agent : agents) agent.end();
        if (engine != null) engine.close();
    }

    @Test
    void each_crash_is_answered_by_one_start_however_the_active_one_goes() throws Exception {
        takeOver(List.of(End.values()));
    }

    @Test
    @Tag("long")
    void each_crash_is_answered_by_one_start_through_30_takeovers() throws Exception {
        var ends = new ArrayList<End>();
        for (var i = 0; i < 10; i++) ends.addAll(List.of(End.values()));
        takeOver(ends);
    }

    private void takeOver(List<End> ends) throws Exception {
        var active = agent("one");
        await().atMost(LONG).until(active::isActive);
        var other = agent("two");
        await().atMost(LONG).until(other::standsBy);
        var crashes = 2L * ends.size();
        for (var i = 0; i < CRASHING; i++) crashing("web" + i, crashes);

        for (var end : ends) {
            idle(Duration.ofMillis(3000 + random.nextInt(12_000)));
            var since = System.nanoTime();
            end(active, end);
            await().atMost(LONG).until(other::isActive);
            var took = Duration.ofNanos(System.nanoTime() - since);
            System.out.println(end + ": " + other + " took over after " + took.toMillis() + " ms");
            assertThat(took).isLessThan(LATEST);
            comeBack(active, end);
            var former = active;
            active = other;
            other = former;
            await().atMost(LONG).until(other::standsBy);
        }

        await().atMost(Duration.ofMinutes(3 + ends.size()))
                .until(() -> heard("die") == CRASHING * crashes && allIsOver() && allRun());
        for (var web : containers) assertThat(startsAndDies(web)).isEqualTo(alternating(web));
        for (var agent : agents) {
            var place = new Place(agent.data(), Optional.of(PostgresUrl.parse(server.url(database))));
            assertThat(Store.verifyJournal(place).problems()).isEmpty();
            assertThat(agent.says(Postgres.PASSWORD)).isFalse();
        }
        System.out.println(ends.size() + " takeovers, " + CRASHING * crashes + " crashes, each answered by one start");
    }

    private static void end(Agent active, End end) throws InterruptedException {
        switch (end) {
            case KILLED -> active.kill();
            case FROZEN -> active.freeze();
            case CUT_OFF -> active.cut();
        }
    }

    /** Who was not killed learns that another is active, does no more, and ends by itself. */
    private static void comeBack(Agent former, End end) throws Exception {
        switch (end) {
            case KILLED -> {}
            case FROZEN -> former.thaw();
            case CUT_OFF -> former.mend();
        }
        if (end != End.KILLED) {
            await().atMost(LONG).until(() -> !former.lives());
            assertThat(former.says("Another process owns the store now")).isTrue();
        }
        former.startAgain();
    }

    private Agent agent(String name) throws IOException {
        var relay = Relay.to(server.port());
        var url = server.url(database).replace(":" + server.port() + "/", ":" + relay.port() + "/");
        var agent = new Agent(name, temp.resolve(name), engine, url, relay);
        agents.add(agent);
        return agent;
    }

    /** Time in which crashes and repairs go on. */
    private static void idle(Duration time) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }

    /** Ends with an error so many times, each time after 8 to 14 s, and then runs. */
    private void crashing(String name, long times) {
        containers.add(engine.sh(
                        name,
                        "n=$(cat /n 2>/dev/null || echo 0); n=$((n+1)); echo $n > /n; if [ $n -gt " + times
                                + " ]; then exec sleep 10000; fi; sleep $((8 + ($n * 5 + " + containers.size()
                                + ") % 7)); exit 1")
                .strip());
    }

    private long heard(String action) {
        return containers.stream()
                .flatMap(web -> startsAndDies(web).stream())
                .filter(action::equals)
                .count();
    }

    private List<String> startsAndDies(String id) {
        return engine.events(id).stream()
                .map(Engine.Heard::action)
                .filter(action -> action.equals("start") || action.equals("die"))
                .toList();
    }

    /** Each start but the first answers one death, and each death is answered. */
    private List<String> alternating(String id) {
        var deaths = startsAndDies(id).stream().filter("die"::equals).count();
        var expected = new ArrayList<String>();
        for (var i = 0; i < deaths; i++) expected.addAll(List.of("start", "die"));
        expected.add("start");
        return expected;
    }

    private boolean allRun() {
        return containers.stream()
                .allMatch(id -> engine.docker("inspect", "-f", "{{.State.Running}}", id)
                        .strip()
                        .equals("true"));
    }

    private boolean allIsOver() throws SQLException {
        try (var connection = server.connect(database);
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*), count(*) FILTER (WHERE stage <> 'RESOLVED') FROM incident")) {
            return rows.next() && rows.getInt(1) > 0 && rows.getInt(2) == 0;
        }
    }
}
