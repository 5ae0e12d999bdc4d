package homelab.web.page;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Approval;
import homelab.model.Decision;
import homelab.model.Finding;
import homelab.model.Incident;
import homelab.model.Mode;
import homelab.model.Outcome;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.ShadowScore;
import homelab.model.Stage;
import homelab.model.Trouble;
import homelab.model.Wishes;
import homelab.web.Examples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of incidents, and what may be answered. */
class StoriesTest {
    @Test
    void a_question_has_all_that_must_be_known_and_is_bound_to_its_plan() {
        var question = Question.of(Examples.awaiting(3, "web"), false).orElseThrow();

        assertThat(question)
                .isEqualTo(new Question(
                        "INC-3",
                        "Restart web?",
                        "web crashed. web ended with 1.",
                        "Its risk is MEDIUM.",
                        "Its data may be old.",
                        Optional.of(NOON.plusSeconds(3600)),
                        "medium",
                        List.of(new PlanStep("container.restart", "web", "id-of-web")),
                        Examples.restart("web").hash(),
                        false));
    }

    @Test
    void what_is_left_alone_or_needs_a_person_can_be_ordered_or_left() {
        var remedy = Optional.of(Examples.restart("web"));
        var left = Examples.fresh(3, "web").with(remedy).at(new Stage.HandsOff("the agent only watches"));
        var needed = Examples.fresh(4, "web").at(new Stage.Escalated("three tries"));

        assertThat(Question.of(left, false).orElseThrow())
                .returns("Left alone", Question::asks)
                .returns(remedy.get().hash(), Question::hash)
                .returns(false, Question::waits);
        assertThat(Question.of(needed, false).orElseThrow())
                .returns("A person is needed", Question::asks)
                .returns("Three tries.", Question::why)
                .returns("", Question::hash);
        assertThat(Question.of(Examples.fresh(5, "web"), false)).isEmpty();
    }

    @Test
    void what_its_owner_closed_to_the_agent_is_not_offered() {
        for (var wishes : List.of(
                new Wishes(true, Optional.empty(), false, false, Optional.empty(), Optional.empty()),
                new Wishes(false, Optional.of(Mode.OFF), false, false, Optional.empty(), Optional.empty()))) {
            var known = Examples.container("web");
            var closed = new Resource(
                    known.id(), known.lineage(), known.kind(), known.name(), known.host(), List.of(), wishes);
            var finding = new Finding(closed, Trouble.CRASHED, Severity.WARNING, "It ended with 1.", NOON);
            var incident = Incident.open(new Incident.Id(1), "web crashed", finding, NOON)
                    .with(Optional.of(Examples.restart("web")))
                    .at(new Stage.HandsOff("homelab-agent.enable=false"));

            assertThat(Question.of(incident, false).orElseThrow().hash()).isEmpty();
        }
    }

    @Test
    void a_plan_of_many_steps_is_one_question() {
        var steps = List.of(
                FilledHomelab.step(0, Action.CONTAINER_START, Examples.container("db")),
                FilledHomelab.step(1, Action.CONTAINER_START, Examples.container("web")));
        var remedy = new Remedy(steps, Risk.HIGH, "");
        var incident = Examples.fresh(3, "web").with(Optional.of(remedy)).at(asked(remedy));

        assertThat(Question.of(incident, true).orElseThrow())
                .returns("Start 2 containers, in order of dependency?", Question::asks)
                .returns(true, Question::held);
    }

    @Test
    void a_resolved_incident_reads_as_a_finished_story() {
        var tried = Examples.awaiting(3, "web").attempts().getFirst().with(new Outcome.Recovered("it ran for 30 s"));
        var told = Examples.awaiting(3, "web")
                .with(new Decision.Proceed("approved by ann (page)"))
                .answered(Optional.of(new Approval.Granted(new Person("ann", "page"), NOON, "0")))
                .with(List.of(tried))
                .at(new Stage.Resolved(Resolution.HEALED, NOON.plusSeconds(34)));

        var tale = Tale.of(told, List.of(), false);

        assertThat(tale.stage()).isEqualTo("Healed");
        assertThat(tale.cause()).contains(new Tale.Cause("crash", "it ended with 1", 50));
        assertThat(tale.decision()).contains(new Tale.Choice("Do it", "approved by ann (page)."));
        assertThat(tale.approval()).contains(new Tale.Said("Approved by ann (page).", NOON));
        assertThat(tale.attempts())
                .containsExactly(new Tale.Done(
                        "container.start",
                        "web",
                        "id-of-web",
                        "agent",
                        NOON.plusSeconds(1),
                        "Recovered",
                        Tone.WELL,
                        "it ran for 30 s."));
        assertThat(tale.end()).contains(new Tale.End("Healed", NOON.plusSeconds(34), "34 s"));
        assertThat(tale.open()).isFalse();
        assertThat(tale.question()).isEmpty();
    }

    @Test
    void a_score_draws_no_conclusion_from_nothing() {
        assertThat(says(3, 0, 0))
                .isEqualTo("All 3 known cases came right alone within 10 min: so far starting it was not needed.");
        assertThat(says(3, 2, 1))
                .isEqualTo(
                        "In 3 of 6 known cases it did not come right alone within 10 min: there starting it might have"
                                + " spared you something.");
        assertThat(says(0, 0, 0)).isEqualTo("Nothing is known yet about how it would have gone without it.");
    }

    @Test
    void a_page_is_sent_only_the_parts_that_are_news_to_it() {
        var before = new Parts("first", Map.of("now", "a", "hosts", List.of("b")));
        var after = new Parts("first", Map.of("now", "a", "hosts", List.of("c")));

        assertThat(after.newsTo(before.fingerprints())).isEqualTo(Set.of("hosts"));
        assertThat(after.newsTo(after.fingerprints())).isEmpty();
        assertThat(after.newsTo(Map.of())).isEqualTo(Set.of("now", "hosts"));
    }

    @Test
    void a_container_id_is_cut_as_docker_cuts_it_and_nothing_else_is() {
        assertThat(new PlanStep("container.start", "web", "0123456789abcdef".repeat(4)).shortly())
                .isEqualTo("0123456789ab");
        assertThat(new PlanStep("container.start", "web", "docker:a-very-long-name").shortly())
                .isEqualTo("docker:a-very-long-name");
    }

    private static Stage asked(Remedy remedy) {
        return new Stage.AwaitingApproval(remedy.hash(), NOON, NOON.plusSeconds(3600));
    }

    private static String says(int alone, int stayed, int byPerson) {
        return ScoreView.of(new ShadowScore(Action.CONTAINER_START, 9, 0, alone, stayed, byPerson, 0))
                .says();
    }
}
