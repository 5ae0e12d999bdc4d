package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Mode;
import homelab.model.Outcome;
import homelab.model.Resolution;
import homelab.model.Stage;
import homelab.model.State;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody paused: perhaps a tool at work, perhaps one that forgot. */
class PausedTest extends ScenarioTest {
    private static final Duration A_SNAPSHOT = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMinutes(2);
    private static final String QUESTION = "** Question: web is paused";

    @Test
    void asks_once_about_what_stays_paused_and_does_nothing_by_itself() throws Exception {
        var web = scenario.running("web");
        scenario.start();

        scenario.happens("web is paused", () -> scenario.host.paused(web));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly(QUESTION);
    }

    @Test
    void says_nothing_of_a_pause_as_short_as_a_snapshot() throws Exception {
        var web = scenario.running("web");
        scenario.start();

        scenario.happens("web is paused", () -> scenario.host.paused(web));
        scenario.pass(A_SNAPSHOT);
        scenario.happens("it goes on", () -> scenario.host.goesOn(web));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
        assertThat(scenario.incidents()).isEmpty();
    }

    @Test
    void leaves_what_was_paused_when_it_came() throws Exception {
        var web = scenario.running("web");
        web.state = State.PAUSED;
        scenario.start();

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void asks_also_when_it_was_away_while_it_was_paused() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.crash();
        web.state = State.PAUSED;
        scenario.start();

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly(QUESTION);
    }

    @Test
    void unpauses_on_a_persons_word_and_says_so_once_it_has_run() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("web is paused", () -> scenario.host.paused(web));
        scenario.pass(A_WHILE);

        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(
                        QUESTION, "-> container.unpause web", "** Approved: web is paused", "** Healed: web is paused");
    }

    @Test
    void tells_after_a_lost_answer_by_looking_that_it_was_unpaused_and_asks_for_it_once() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("web is paused", () -> scenario.host.paused(web));
        scenario.pass(A_WHILE);

        scenario.host.losesAnswers(true);
        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> container.unpause web");
        assertThat(scenario.incident(1).attempts().getFirst().outcome()).get().isInstanceOf(Outcome.Recovered.class);
    }

    @Test
    void is_over_by_a_persons_hand_when_somebody_lets_it_go_on() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("web is paused", () -> scenario.host.paused(web));
        scenario.pass(A_WHILE);

        scenario.happens("it goes on", () -> scenario.host.goesOn(web));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.incident(1).stage())
                .isInstanceOfSatisfying(
                        Stage.Resolved.class, end -> assertThat(end.how()).isEqualTo(Resolution.BY_PERSON));
    }

    @Test
    void leaves_it_on_a_persons_word_until_somebody_lets_it_go_on() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("web is paused", () -> scenario.host.paused(web));
        scenario.pass(A_WHILE);

        scenario.rejects(1);
        scenario.rejects(1);
        scenario.pass(Duration.ofMinutes(30));
        assertThat(scenario.stories())
                .containsExactly(QUESTION, "** Left alone: web is paused", "** Over: web is paused");
        scenario.happens("it goes on", () -> scenario.host.goesOn(web));
        scenario.pass(A_WHILE);
        scenario.happens("it crashes", () -> scenario.host.dies(web, 1));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void unpauses_unasked_where_the_owner_set_the_class_so() throws Exception {
        var web = scenario.running("web");
        scenario.classes(Map.of(Action.CONTAINER_UNPAUSE, Mode.AUTO)).start();

        scenario.happens("web is paused", () -> scenario.host.paused(web));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("-> container.unpause web", "** Healed: web is paused");
    }
}
