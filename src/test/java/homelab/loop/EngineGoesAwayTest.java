package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose end it was when an engine went away: its own, or a person's. */
class EngineGoesAwayTest {
    @TempDir
    Path data;

    private Scenario scenario;

    @BeforeEach
    void open() {
        scenario = new Scenario(data);
        scenario.running(4);
    }

    @AfterEach
    void close() {
        scenario.close();
    }

    private void engineStopsAll() throws Exception {
        scenario.happens("the engine is told to stop", () -> {
            for (var box : scenario.host.boxes()) {
                scenario.host.signalled(box, 15, true);
                scenario.host.dies(box, 143);
            }
        });
    }

    @Test
    void what_was_removed_unheard_is_no_witness_that_the_engine_spared_it() throws Exception {
        var gone = scenario.running("gone");
        scenario.start();
        scenario.crash();
        scenario.host.removed(gone);
        scenario.start();
        scenario.pass(Duration.ofSeconds(30));

        engineStopsAll();
        scenario.happens("it is gone", scenario.host::fell);
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(150));

        assertThat(scenario.requests()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void what_outlived_a_fall_does_not_fall_with_it_later() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("the engine is away", scenario.host::fell);
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back, and all ran on", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(20));

        scenario.host.deafen();
        scenario.host.dies(web, 143);
        scenario.happens("it hears again", scenario.host::hearsAgain);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.seen()).containsExactly("** Question: web is down");
    }
}
