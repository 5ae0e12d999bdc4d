package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.loop.decide.Limits;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Detail.RestartPolicy;
import homelab.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the agent does not know, it does not act on; and what breaks in it breaks for one incident only. */
class DoubtTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void an_end_without_a_beginning_is_not_its_business() throws Exception {
        scenario.start();
        var late = scenario.running("late");

        scenario.happens("late dies, of which nothing was heard before", () -> scenario.host.dies(late, 1));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void what_was_made_anew_and_died_unheard_is_no_longer_what_a_person_stopped() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });
        scenario.pass(Duration.ofSeconds(10));

        scenario.host.deafen();
        scenario.host.recreated(web);
        scenario.host.dies(web, 1);
        scenario.happens("events can be heard again", scenario.host::hearsAgain);
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void a_question_about_what_was_replaced_is_over_though_the_old_one_is_still_there() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        job.service = Optional.of("job");
        scenario.start();
        scenario.happens("job fails", () -> scenario.host.dies(job, 1));
        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.AwaitingApproval.class);

        scenario.happens("its owner makes another beside it", () -> scenario.host.doubled(job));
        scenario.pass(Duration.ofSeconds(2));

        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.Resolved.class);
    }

    @Test
    void what_cannot_be_seen_becomes_no_new_trouble() throws Exception {
        var web = scenario.running("web");
        web.policy = new RestartPolicy(RestartPolicy.Name.ALWAYS, 0);
        scenario.start();
        scenario.happens("web dies; its policy will start it", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        scenario.happens("the engine is silent", scenario.host::goesAway);
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.stories()).noneMatch(story -> story.contains("web"));
    }

    @Test
    void a_restart_whose_turn_comes_when_it_is_healthy_again_is_not_made() throws Exception {
        var checked = scenario.host.boxes().subList(0, 5);
        checked.forEach(box -> {
            box.checked = true;
            box.verdict = Verdict.HEALTHY;
        });
        scenario.start();
        scenario.happens(
                "five become unhealthy", () -> checked.forEach(box -> scenario.host.becomes(box, Verdict.UNHEALTHY)));
        scenario.pass(Duration.ofSeconds(10));
        scenario.host.answers(false);
        scenario.approves(scenario.group().id().number());
        assertThat(scenario.requests()).hasSize(4);

        scenario.happens("c05 is healthy", () -> scenario.host.becomes(checked.get(4), Verdict.HEALTHY));
        scenario.host.answers(true);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).doesNotContain("-> container.restart c05");
    }

    @Test
    void a_storm_of_which_nothing_is_down_when_it_is_thought_over_asks_nothing() throws Exception {
        scenario.host.boxes().forEach(box -> box.checked = true);
        scenario.host.boxes().forEach(box -> box.verdict = Verdict.HEALTHY);
        scenario.start();
        var fallen = scenario.host.boxes().subList(0, 4);
        scenario.happens("four die", () -> fallen.forEach(box -> scenario.host.dies(box, 1)));

        scenario.pass(Duration.ofSeconds(2));
        scenario.happens("all are started by hand", () -> fallen.forEach(scenario.host::starts));
        scenario.pass(Duration.ofSeconds(30));

        assertThat(scenario.seen()).isEmpty();
        assertThat(scenario.group().timeline()).noneMatch(entry -> entry.what().contains("fault"));
    }

    @Test
    void a_fault_of_its_own_costs_one_incident_and_is_told() throws Exception {
        var never = Duration.between(Instant.EPOCH, Instant.MAX);
        scenario.limits(new Limits(3, Duration.ofMinutes(30), 6, never, never));
        var web = scenario.running("web");
        var db = scenario.running("db");
        web.diesAfter = Optional.of(Duration.ofSeconds(5));
        scenario.start();

        scenario.happens("web dies, and will again", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(10));
        scenario.happens("db dies", () -> scenario.host.dies(db, 1));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).containsExactly("-> container.start web", "-> container.start db");
        assertThat(scenario.incident(1).stage())
                .isInstanceOfSatisfying(
                        Stage.Escalated.class,
                        escalated -> assertThat(escalated.why()).startsWith("the agent met a fault of its own"));
        assertThat(scenario.stories()).contains("** Healed: db crashed");
    }
}
