package homelab.web.page;

import static homelab.web.FakeDesk.INTERVAL;
import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Ceiling;
import homelab.model.Incident;
import homelab.model.OverallState;
import homelab.model.Stage;
import homelab.model.Status;
import homelab.web.Examples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final Status.SourceState SEEN =
            new Status.SourceState("docker:home", Optional.of(NOON), Optional.empty());
    private static final Status.SourceState AWAY =
            new Status.SourceState("docker:attic", Optional.of(NOON), Optional.of("connection refused"));

    @Test
    void all_well_asks_for_nothing() {
        var headline = headline(status(OverallState.HEALTHY, true, SEEN));

        assertThat(headline)
                .isEqualTo(new Headline(
                        "healthy",
                        "Healthy",
                        "Nothing is wrong.",
                        List.of("You need to do nothing."),
                        Optional.empty()));
    }

    @Test
    void questions_and_what_only_a_person_can_do_come_first() {
        var headline = headline(
                status(OverallState.UNHEALTHY, true, SEEN),
                Examples.awaiting(1, "web"),
                Examples.fresh(2, "db").at(new Stage.Escalated("three tries")),
                Examples.fresh(3, "cache").at(new Stage.Joined(new Incident.Id(2))));

        assertThat(headline.says()).isEqualTo("2 things are wrong.");
        assertThat(headline.todo()).containsExactly("Answer 1 question.", "See to 1 thing the agent can’t repair.");
    }

    @Test
    void what_the_agent_works_on_asks_for_nothing_now() {
        var headline = headline(status(OverallState.DEGRADED, true, SEEN), Examples.fresh(1, "web"));

        assertThat(headline.says()).isEqualTo("1 thing is wrong: web crashed.");
        assertThat(headline.todo()).containsExactly("Nothing for now: the agent is at work on it.");
    }

    @Test
    void what_a_pause_holds_up_asks_to_let_the_agent_go_on() {
        var waiting = Examples.fresh(1, "web").at(new Stage.Waiting(NOON, "paused"));
        var asking = Examples.awaiting(2, "db");
        var left = Examples.fresh(3, "cache").at(new Stage.HandsOff("its owner wants that"));
        var paused = paused(status(OverallState.DEGRADED, true, SEEN));

        assertThat(headline(paused, waiting).todo())
                .containsExactly("The agent is paused: let it go on, or repair it yourself.");
        assertThat(headline(paused, asking).todo())
                .containsExactly("The agent is paused: let it go on, or repair it yourself.", "Answer 1 question.");
        assertThat(headline(paused, left).todo())
                .containsExactly("Nothing unless you want to: it is left alone for a reason.");
        assertThat(headline(paused).todo()).containsExactly("You need to do nothing.");
    }

    @Test
    void who_only_lets_it_watch_is_told_what_to_do() {
        var left = Examples.fresh(1, "web").at(new Stage.HandsOff("the agent only watches"));

        var watching = headline(status(OverallState.DEGRADED, false, SEEN), left);
        var healing = headline(status(OverallState.DEGRADED, true, SEEN), left);

        assertThat(watching.todo())
                .containsExactly(
                        "The agent only watches: repair it yourself, approve its repair, or let the agent heal.");
        assertThat(healing.todo()).containsExactly("Nothing unless you want to: it is left alone for a reason.");
    }

    @Test
    void what_cannot_be_seen_is_not_called_well() {
        var one = headline(status(OverallState.DEGRADED, true, SEEN, AWAY));
        var all = headline(status(OverallState.DEGRADED, true, AWAY));

        assertThat(one.says()).isEqualTo("1 host can’t be seen; nothing else is wrong.");
        assertThat(all.says()).isEqualTo("Nothing can be seen now.");
        assertThat(one.todo()).containsExactly("See why the host can’t be seen; the agent keeps looking.");
    }

    @Test
    void before_the_first_look_nothing_is_claimed() {
        var never = new Status.SourceState("docker:home", Optional.empty(), Optional.empty());

        assertThat(headline(status(OverallState.HEALTHY, false)).css()).isEqualTo("unknown");
        assertThat(headline(status(OverallState.HEALTHY, false, never)).says())
                .isEqualTo("The agent has just started and has not looked yet.");
    }

    @Test
    void a_loop_that_stands_still_is_said_and_nothing_else_is() {
        var headline = Headline.of(status(OverallState.HEALTHY, true, SEEN), List.of(), NOON.plusSeconds(31));

        assertThat(headline.css()).isEqualTo("unknown");
        assertThat(headline.says()).startsWith("The agent has stopped moving");
        assertThat(headline.stuckSince()).contains(NOON);
    }

    private static Headline headline(Status status, Incident... open) {
        return Headline.of(status, List.of(open), NOON.plusSeconds(1));
    }

    private static Status paused(Status status) {
        return new Status(
                status.state(),
                status.ceiling(),
                true,
                status.since(),
                status.lastTurn(),
                status.openIncidents(),
                status.pendingApprovals(),
                status.downAtFirstLook(),
                status.interval(),
                status.sources(),
                status.notes());
    }

    private static Status status(OverallState state, boolean heal, Status.SourceState... sources) {
        var ceiling = new Ceiling(heal, false, Optional.empty(), Instant.EPOCH);
        return new Status(state, ceiling, false, NOON, NOON, 0, 0, 0, INTERVAL, List.of(sources), List.of());
    }
}
