package homelab.loop.report;

import static homelab.loop.report.Case.NOON;
import static homelab.loop.report.Case.ROOT;
import static homelab.loop.report.Case.asking;
import static homelab.loop.report.Case.attempt;
import static homelab.loop.report.Case.crash;
import static homelab.loop.report.Case.granted;
import static homelab.loop.report.Case.recovered;
import static homelab.loop.report.Case.resolved;
import static homelab.loop.report.Case.storm;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Approval;
import homelab.model.Attempt;
import homelab.model.Decision;
import homelab.model.Diagnosis;
import homelab.model.Incident;
import homelab.model.Mode;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Resolution;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.Stage;
import homelab.model.Story;
import homelab.model.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read, word for word. */
class StorytellerTest {
    private static final Instant NOW = NOON.plusSeconds(90);
    private final Storyteller storyteller = new Storyteller();

    static List<Stage> quiet() {
        return List.of(
                new Stage.Opened(),
                new Stage.Gathering(NOON),
                new Stage.Consulting(NOON),
                new Stage.Deciding(),
                new Stage.Waiting(NOON, "it was tried 10 s ago"),
                new Stage.Acting(List.of()),
                new Stage.Settling(List.of(), NOON, NOON.plusSeconds(30)),
                new Stage.Joined(new Incident.Id(8)),
                new Stage.Resolved(Resolution.BY_ITSELF, NOON),
                new Stage.Resolved(Resolution.BY_PERSON, NOON),
                new Stage.Resolved(Resolution.HEALED, NOON));
    }

    @ParameterizedTest
    @MethodSource("quiet")
    void works_quietly_while_there_is_nothing_a_person_must_know(Stage stage) {
        assertThat(storyteller.tell(crash().at(stage), List.of(), NOW)).isEmpty();
    }

    @Test
    void asks_with_the_facts_and_the_exact_call() {
        var incident = asking(crash().with(new Decision.AskApproval("it was not healthy since it started")));

        var story = told(incident);

        assertThat(story)
                .isEqualTo(new Story(
                        new Incident.Id(7),
                        "asked:" + Case.START_WEB.hash(),
                        NOW,
                        Severity.WARNING,
                        "Question: web stopped",
                        List.of(
                                "Start web?",
                                "web on docker-vm stopped with exit code 1.",
                                "Cause, 60 % sure: It ended by itself with exit code 1. The last line of its log is “panic: nil map”.",
                                "Asked because it was not healthy since it started.",
                                "On approval: container.start web (risk LOW).",
                                "Approve or reject INC-7 until 13:00 UTC; without an answer nothing is done."),
                        false,
                        Optional.of(new Story.Question(Case.START_WEB.hash(), "container.start web", Risk.LOW))));
    }

    @Test
    void says_what_must_be_known_before_an_answer() {
        var careful = new Remedy(
                Case.START_WEB.plan(), Risk.MEDIUM, "its bind mount /mnt/nas lies on another file system now");

        var story = told(asking(crash().with(Optional.of(careful))));

        assertThat(story.lines())
                .contains("Before you decide: its bind mount /mnt/nas lies on another file system now.");
    }

    @Test
    void asks_one_question_about_a_storm() {
        var joined = List.of(crash("db", Wishes.NONE), crash("cache", Wishes.NONE));

        var story = storyteller.tell(asking(storm(40)), joined, NOW).orElseThrow();

        assertThat(story.lines())
                .containsExactly(
                        "40 containers on docker-vm stopped within 10 s; start them in order of dependency?",
                        "Cause, 50 % sure: So many at once point to the host.",
                        "Part of this: db, cache.",
                        "Asked because when much looks dead, a person decides.",
                        "On approval: 40 steps: container.start c0, c1, c2, c3, c4, … (risk HIGH).",
                        "Approve or reject INC-8 until 13:00 UTC; without an answer nothing is done.");
    }

    @Test
    void says_who_approved_and_what_has_begun() {
        var incident = granted(crash()).at(new Stage.Acting(List.of()));

        var story = told(incident);

        assertThat(story.key()).isEqualTo("acting:" + Case.START_WEB.hash());
        assertThat(story.title()).isEqualTo("Approved: web stopped");
        assertThat(story.lines())
                .containsExactly(
                        "Approved by root (cli).",
                        "Begun: container.start web (risk LOW).",
                        "Whether it helped is told once it has been seen.");
        assertThat(story.question()).isEmpty();
    }

    @Test
    void an_approval_is_not_lost_when_the_call_was_over_at_once() {
        var incident = granted(crash()).at(new Stage.Settling(List.of(), NOON, NOON.plusSeconds(30)));

        assertThat(told(incident).key()).isEqualTo("acting:" + Case.START_WEB.hash());
    }

    @Test
    void heals_with_what_was_tried_and_what_was_seen() {
        var incident = resolved(
                crash().with(List.of(
                        attempt("web", new Outcome.Unchanged("it ended again after 4 s with exit code 1")),
                        attempt("web", new Outcome.Recovered("it ran for 30 s")))),
                Resolution.HEALED,
                95);

        var story = told(incident);

        assertThat(story)
                .isEqualTo(new Story(
                        new Incident.Id(7),
                        "healed",
                        NOW,
                        Severity.INFO,
                        "Healed: web stopped",
                        List.of(
                                "web on docker-vm stopped with exit code 1.",
                                "Cause, 60 % sure: It ended by itself with exit code 1. The last line of its log is “panic: nil map”.",
                                "Done at 12:00 UTC: container.start web. Seen afterwards: it ended again after 4 s with exit code 1.",
                                "Done at 12:00 UTC: container.start web. Seen afterwards: it ran for 30 s.",
                                "From notice to well again: 1 min 35 s."),
                        false,
                        Optional.empty()));
    }

    @Test
    void sums_up_a_long_plan_and_names_what_is_not_well() {
        var attempts = new ArrayList<Attempt>(recovered(39));
        attempts.add(attempt("db", new Outcome.Failed("the engine said: device is busy")));

        var story = told(resolved(storm(40).with(attempts), Resolution.HEALED, 70));

        assertThat(story.lines())
                .contains(
                        "Done: container.start, 39 times.",
                        "Seen well afterwards: 39 (c0, c1, c2, c3, c4 and 34 more).",
                        "Not done: 1 (db).");
    }

    @Test
    void never_calls_done_what_was_not_done() {
        var failed = attempt("web", new Outcome.Failed("vm 100 is locked (backup); nothing was sent"));

        var story = told(resolved(crash().with(List.of(failed)).told("escalated"), Resolution.BY_PERSON, 60));

        assertThat(story.lines())
                .contains("Not done at 12:00 UTC: container.start web. Vm 100 is locked (backup); nothing was sent.");
    }

    @Test
    void never_says_healed_without_having_seen_a_recovery() {
        var attempts = List.of(attempt("web", new Outcome.Unknown("no answer, and it cannot be seen")));
        var incident = resolved(crash().with(attempts).told("escalated"), Resolution.HEALED, 60);

        var story = told(incident);

        assertThat(story.title()).isEqualTo("Over: web stopped");
        assertThat(story.lines())
                .containsExactly(
                        "web is well again; whether the agent helped was not seen.",
                        "Tried at 12:00 UTC: container.start web. What came of it: no answer, and it cannot be seen.",
                        "It was open for 1 min 0 s.");
    }

    @Test
    void takes_back_a_question_when_it_is_over_by_itself() {
        var incident = resolved(crash().told("asked:abc"), Resolution.BY_ITSELF, 3_900);

        var story = told(incident);

        assertThat(story.key()).isEqualTo("over");
        assertThat(story.lines())
                .containsExactly("web is well again; the agent did nothing.", "It was open for 1 h 5 min.");
        assertThat(story.question()).isEmpty();
    }

    @Test
    void gives_people_the_credit() {
        var story = told(resolved(crash().told("escalated"), Resolution.BY_PERSON, 34));

        assertThat(story.lines())
                .containsExactly(
                        "A person took care of it, replaced it, or said to leave it.", "It was open for 34 s.");
    }

    @Test
    void says_what_it_would_have_done_while_it_only_watches() {
        var incident = crash().at(new Stage.HandsOff("the agent only watches (mode observe)"));

        var story = told(incident);

        assertThat(story.key()).isEqualTo("hands-off");
        assertThat(story.title()).isEqualTo("Left alone: web stopped");
        assertThat(story.lines())
                .containsExactly(
                        "web on docker-vm stopped with exit code 1.",
                        "Cause, 60 % sure: It ended by itself with exit code 1. The last line of its log is “panic: nil map”.",
                        "Nothing is being done: the agent only watches (mode observe).",
                        "It would have been: container.start web (risk LOW).",
                        "Approve INC-7 to have it done all the same (container.start web), or reject it to leave things as they are.");
        assertThat(story.question())
                .contains(new Story.Question(Case.START_WEB.hash(), "container.start web", Risk.LOW));
    }

    @Test
    void offers_nothing_where_the_owner_said_hands_off() {
        var wishes = new Wishes(true, Optional.of(Mode.OBSERVE), false, false, Optional.empty(), Optional.empty());
        var incident = crash("web", wishes).at(new Stage.HandsOff("its label says homelab-agent.enable=false"));

        var story = told(incident);

        assertThat(story.lines()).last().isEqualTo("Nothing is being done: its label says homelab-agent.enable=false.");
        assertThat(story.question()).isEmpty();
    }

    @Test
    void takes_no_for_an_answer() {
        var hash = Case.START_WEB.hash();
        var incident = crash().told("asked:" + hash)
                .answered(Optional.of(new Approval.Denied(ROOT, NOON, hash)))
                .at(new Stage.HandsOff("root (cli) said no"));

        var story = told(incident);

        assertThat(story.lines()).last().isEqualTo("Nothing is being done: root (cli) said no.");
        assertThat(story.question()).isEmpty();
    }

    @Test
    void calls_a_person_when_trying_has_come_to_its_end() {
        var failed = attempt("web", new Outcome.Unchanged("it ended again after 20 s with exit code 1"));
        var incident = crash().with(List.of(failed, failed, failed))
                .at(new Stage.Escalated("it was started 3 times within 30 min and did not stay up"));

        var story = told(incident);

        assertThat(story.key()).isEqualTo("escalated");
        assertThat(story.urgent()).isTrue();
        assertThat(story.title()).isEqualTo("A person is needed: web stopped");
        assertThat(story.lines())
                .containsExactly(
                        "web on docker-vm stopped with exit code 1.",
                        "Cause, 60 % sure: It ended by itself with exit code 1. The last line of its log is “panic: nil map”.",
                        "Done at 12:00 UTC: container.start web. Seen afterwards: it ended again after 20 s with exit code 1.",
                        "Done at 12:00 UTC: container.start web. Seen afterwards: it ended again after 20 s with exit code 1.",
                        "Done at 12:00 UTC: container.start web. Seen afterwards: it ended again after 20 s with exit code 1.",
                        "A person is needed: it was started 3 times within 30 min and did not stay up.",
                        "Approve INC-7 to have it done all the same (container.start web), or reject it to leave things as they are.");
    }

    @Test
    void says_once_that_nothing_helps() {
        var portConflict =
                new Diagnosis("port-conflict", "Another program holds its port.", 0.95, List.of(), List.of());
        var incident =
                crash().with(portConflict).with(Optional.<Remedy>empty()).at(new Stage.Escalated("nothing cures it"));

        var story = told(incident);

        assertThat(story.lines())
                .containsExactly(
                        "web on docker-vm stopped with exit code 1.",
                        "Cause, 95 % sure: Another program holds its port.",
                        "A person is needed: nothing cures it.");
        assertThat(story.question()).isEmpty();
    }

    @Test
    void reports_an_order_as_done_and_names_who_gave_it() {
        var story = told(resolved(Case.order(new Outcome.Recovered("it ran for 30 s")), Resolution.HEALED, 31));

        assertThat(story.title()).isEqualTo("Done: container.restart web");
        assertThat(story.lines())
                .containsExactly(
                        "root (cli) wants container.restart web.",
                        "Done at 12:00 UTC: container.restart web, on the word of root (cli). Seen afterwards: it ran for 30 s.",
                        "From notice to well again: 31 s.");
    }

    @Test
    void tells_the_same_story_under_the_same_key() {
        var first = crash().at(new Stage.Escalated("first reason"));
        var again =
                first.at(new Stage.Escalated("other words")).told(told(first).key());

        assertThat(told(again).key()).isEqualTo(again.told());
    }

    @Test
    void hostile_names_come_out_harmless() {
        var story = told(asking(crash("we\u202Eb\u001B[31m\n", Wishes.NONE)));

        assertThat(story.title() + story.lines() + story.question()).doesNotContainPattern("[\\p{Cntrl}\u202E]");
    }

    private Story told(Incident incident) {
        return storyteller.tell(incident, List.of(), NOW).orElseThrow();
    }
}
