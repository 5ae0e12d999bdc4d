package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Resolution;
import homelab.model.Stage;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine whose clock does not agree with the agent's, as on a machine that no one tells the time. */
class ClockOffTest extends ScenarioTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 60})
    void a_crash_is_healed_at_once(long minutesAhead) throws Exception {
        var web = with(minutesAhead);
        scenario.start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        assertThat(scenario.requests()).containsExactly("-> container.start web");
        scenario.pass(A_MINUTE);

        assertThat(scenario.seen()).containsExactly("-> container.start web", "** Healed: web crashed");
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 60})
    void a_clock_that_is_set_while_the_agent_watches_changes_nothing(long minutesAhead) throws Exception {
        var web = with(0);
        scenario.start();
        scenario.pass(A_MINUTE);

        scenario.host.clockIsAhead(Duration.ofMinutes(minutesAhead));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.host.clockIsAhead(Duration.ZERO);
        scenario.pass(A_MINUTE);
        scenario.happens("web dies again", () -> scenario.host.dies(web, 1));
        scenario.pass(A_MINUTE);

        assertThat(scenario.seen())
                .containsExactly(
                        "-> container.start web",
                        "** Healed: web crashed",
                        "-> container.start web",
                        "** Healed: web crashed");
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 60})
    void a_persons_stop_stays_a_persons_stop(long minutesAhead) throws Exception {
        var web = with(minutesAhead);
        scenario.start();

        scenario.happens("web is stopped", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 60})
    void what_fell_more_than_an_hour_ago_in_a_longer_absence_is_asked_about(long minutesAhead) throws Exception {
        var web = with(minutesAhead);
        scenario.start();
        scenario.pass(A_MINUTE);

        scenario.crash();
        scenario.passUnseen(Duration.ofMinutes(10));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.passUnseen(Duration.ofMinutes(65));
        scenario.start();
        scenario.pass(A_MINUTE);

        assertThat(scenario.seen()).containsExactly("** Question: web crashed");
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 60})
    void what_fell_a_moment_ago_in_a_long_absence_is_started(long minutesAhead) throws Exception {
        var web = with(minutesAhead);
        scenario.start();
        scenario.pass(A_MINUTE);

        scenario.crash();
        scenario.passUnseen(Duration.ofMinutes(70));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.passUnseen(Duration.ofMinutes(5));
        scenario.start();
        scenario.pass(A_MINUTE);

        assertThat(scenario.seen()).containsExactly("-> container.start web", "** Healed: web crashed");
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 60})
    void what_a_call_of_ours_began_is_not_taken_for_a_persons_start(long minutesAhead) throws Exception {
        var web = with(minutesAhead);
        scenario.start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.happens("the engine can't be seen", scenario.host::goesAway);
        scenario.pass(Duration.ofMinutes(12));
        scenario.happens("the engine is seen again", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.incident(1).stage())
                .isInstanceOfSatisfying(
                        Stage.Resolved.class, end -> assertThat(end.how()).isEqualTo(Resolution.BY_ITSELF));
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 60})
    void a_job_that_runs_for_less_than_a_day_is_a_job_still(long minutesAhead) throws Exception {
        var web = with(minutesAhead);
        scenario.start();
        scenario.happens("web is done", () -> scenario.host.dies(web, 0));
        scenario.happens("web is started", () -> scenario.host.starts(web));

        scenario.passUnseen(Duration.ofHours(23).plusMinutes(30));
        scenario.happens("all is looked at", scenario.host::fullLook);
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(A_MINUTE);

        assertThat(scenario.seen()).containsExactly("** Question: the job web failed");
    }

    private Box with(long minutesAhead) {
        scenario.host.clockIsAhead(Duration.ofMinutes(minutesAhead));
        scenario.running(5);
        var web = scenario.running("web");
        scenario.host
                .boxes()
                .forEach(box -> box.startedAt = box.startedAt.map(at -> at.plusSeconds(60 * minutesAhead)));
        return web;
    }
}
