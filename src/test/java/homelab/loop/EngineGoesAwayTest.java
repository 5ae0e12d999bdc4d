package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose end it was when an engine went away: its own, or a person's. */
class EngineGoesAwayTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(4);
    }

    private void engineStopsAll() throws Exception {
        scenario.happens("the engine is told to stop", () -> {
            for (var box : scenario.host.boxes()) {
                scenario.host.signalled(box, 15, true);
                scenario.host.dies(box, 143);
            }
        });
    }

    /** The agent ended; it begins again while the engine is still away. */
    private void agentBeginsAgainAfter(Duration away) throws Exception {
        scenario.crash();
        scenario.host.goesAway();
        scenario.passUnseen(away);
        scenario.start();
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

    @Test
    void the_engines_own_kills_are_known_as_such_by_an_agent_that_ended_with_it() throws Exception {
        scenario.start();
        scenario.pass(Duration.ofSeconds(5));
        engineStopsAll();

        agentBeginsAgainAfter(Duration.ofSeconds(60));
        scenario.happens("its host was started anew", scenario.host::fell);
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(150));

        assertThat(scenario.requests()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void a_person_who_stopped_everything_a_while_before_the_agent_ended_is_believed() throws Exception {
        scenario.start();
        scenario.pass(Duration.ofSeconds(5));
        engineStopsAll();
        scenario.pass(Duration.ofSeconds(20));
        scenario.stop();

        agentBeginsAgainAfter(Duration.ofSeconds(60));
        scenario.happens("its host was started anew", scenario.host::fell);
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void an_engine_that_stops_the_agent_itself_spares_nobody() throws Exception {
        var own = scenario.running("homelab-agent");
        scenario.self("homelab-agent").start();
        scenario.pass(Duration.ofSeconds(5));
        var first = scenario.host.boxes().getFirst();

        scenario.happens("the engine is told to stop, and the agent hears only the beginning", () -> {
            scenario.host.signalled(first, 15, true);
            scenario.host.dies(first, 143);
            scenario.host.signalled(own, 15, true);
        });
        agentBeginsAgainAfter(Duration.ofSeconds(60));
        scenario.host.starts(own);
        scenario.happens("its host was started anew", scenario.host::fell);
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(150));

        assertThat(scenario.requests()).containsExactly("-> container.start c01");
    }

    @Test
    void what_a_person_stopped_alone_stays_when_the_host_loses_its_power_at_once() throws Exception {
        var web = scenario.running("web");
        scenario.self("homelab-agent").start();
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });

        agentBeginsAgainAfter(Duration.ofSeconds(60));
        scenario.happens("its host was started anew", scenario.host::fell);
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.seen()).isEmpty();
    }
}
