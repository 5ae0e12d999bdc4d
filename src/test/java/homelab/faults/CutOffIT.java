package homelab.faults;

import static homelab.faults.Watch.starts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent is cut off from an engine that goes on, and comes back to what happened meanwhile. */
class CutOffIT {
    /** More than an engine remembers. */
    private static final int MUCH = 300;

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(8);
    private static final String ENDS_WITH_143 = "trap 'exit 143' TERM; sleep 100000 & wait";
    private static final String ENDS_WHEN_TOLD = "while [ ! -e /end ]; do sleep 0.2; done; exit $(cat /end)";

    @TempDir
    static Path data;

    private static Optional<Engine> own = Optional.empty();
    private static Optional<Relay> between = Optional.empty();
    private static Optional<Watch> watching = Optional.empty();

    @BeforeAll
    static void begin() {
        var engine = Engine.start();
        own = Optional.of(engine);
        Watch.fill(engine, "calm", 14);
        for (var name : new String[] {"ended-0", "ended-1"}) engine.sh(name, ENDS_WHEN_TOLD);
        for (var name : new String[] {"killed-unheard", "fell-over"}) engine.sh(name, Watch.SERVICE);
        for (var name : new String[] {"stopped-unheard", "left-by-ada"}) engine.sh(name, ENDS_WITH_143);
        between = Optional.of(new Relay(engine.directory("relay").resolve("socket"), engine.socket()));
        watching = Optional.of(new Watch.Way(data, between.get().host()).over(engine));
    }

    @AfterAll
    static void end() {
        watching.ifPresent(Watch::close);
        between.ifPresent(Relay::close);
        own.ifPresent(Engine::close);
    }

    @Test
    void what_the_engine_has_forgotten_is_left_asked_about_or_started_by_its_exit_code() {
        var engine = own.orElseThrow();
        var watch = watching.orElseThrow();

        between.orElseThrow().cut();
        for (var code : new String[] {"0", "1"})
            engine.docker("exec", "ended-" + code, "sh", "-c", "echo " + code + " > /end");
        engine.docker("kill", "killed-unheard");
        engine.docker("stop", "stopped-unheard");
        await().atMost(LONG)
                .until(() -> Watch.running(engine).noneMatch(name -> name.equals("ended-0") || name.equals("ended-1")));
        engine.docker(Stream.concat(Stream.of("kill", "-s", "URG"), Collections.nCopies(MUCH, "calm0").stream())
                .toArray(String[]::new));
        between.orElseThrow().mend();

        await().atMost(LONG)
                .until(() -> starts(engine, "ended-1") == 2
                        && watch.questions("killed-unheard") == 1
                        && watch.keys("stopped-unheard").contains("asked"));
        stays(() -> Watch.touched(engine, "ended-0", "killed-unheard", "stopped-unheard")
                .isEmpty());
        assertThat(starts(engine, "ended-1")).isEqualTo(2);
        assertThat(watch.told("ended-0")).isEmpty();
        assertThat(watch.keys("killed-unheard")).containsExactly("asked");
        assertThat(watch.keys("stopped-unheard")).containsExactly("asked");
    }

    @Test
    void what_the_engine_still_remembers_is_judged_as_if_it_had_been_heard() {
        var engine = own.orElseThrow();
        var watch = watching.orElseThrow();

        between.orElseThrow().cut();
        engine.docker("stop", "left-by-ada");
        engine.killFromHost("fell-over");
        await().atMost(LONG).until(() -> Watch.count(engine, "fell-over", "die") == 1);
        between.orElseThrow().mend();

        await().atMost(LONG).until(() -> watch.keys("fell-over").contains("healed"));
        stays(() -> Watch.touched(engine, "left-by-ada").isEmpty());
        assertThat(starts(engine, "fell-over")).isEqualTo(2);
        assertThat(watch.keys("fell-over")).containsExactly("healed");
        assertThat(watch.told("left-by-ada")).isEmpty();
    }

    private static void stays(Callable<Boolean> condition) {
        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(2)).until(condition);
    }
}
