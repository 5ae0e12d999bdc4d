package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Action;
import homelab.model.Dependency;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Detail.RestartPolicy;
import homelab.model.Mode;
import homelab.model.Stage;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A yes or a plan is carried out only while it is still meant, and what came of it is told as it was seen. */
class StillMeantTest extends ScenarioTest {
    @Test
    void a_step_does_not_start_what_a_person_stopped_while_it_waited_its_turn() throws Exception {
        scenario.running(4);
        var need = scenario.host.box("c01");
        need.checked = true;
        need.verdict = Verdict.HEALTHY;
        var app = scenario.running("zapp");
        app.needs = List.of(new Dependency("", "c01", Dependency.When.HEALTHY));
        scenario.start();
        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(40));

        scenario.happens("a person starts zapp", () -> scenario.host.starts(app));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("docker stop zapp", () -> isStopped(app));
        scenario.happens("c01 is healthy", () -> scenario.host.becomes(need, Verdict.HEALTHY));
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests()).contains("-> container.start c01").doesNotContain("-> container.start zapp");
    }

    @Test
    void a_yes_to_a_storm_does_not_start_what_a_person_stopped_since_the_question() throws Exception {
        storm(5);
        var one = scenario.host.box("c01");
        scenario.happens("a person starts c01", () -> scenario.host.starts(one));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("docker stop c01", () -> isStopped(one));

        scenario.approves(scenario.group().id().number());
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).hasSize(4).doesNotContain("-> container.start c01");
    }

    @Test
    void what_came_of_a_storm_and_was_not_seen_is_handed_to_a_person() throws Exception {
        var storm = storm(5);
        scenario.approves(storm);

        scenario.happens("the engine is silent", scenario.host::goesAway);
        scenario.pass(Duration.ofMinutes(11));

        assertThat(scenario.incident(storm).stage()).isInstanceOf(Stage.Escalated.class);
        assertThat(scenario.stories()).contains("** A person is needed: Much of vm fell at once");
    }

    @Test
    void what_fell_after_each_approved_start_is_not_believed_at_its_first_breath() throws Exception {
        scenario.classes(Map.of(Action.CONTAINER_START, Mode.ASK));
        scenario.running(10);
        var web = scenario.running("web");
        web.diesAfter = Optional.of(Duration.ofSeconds(5));
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        for (var yes = 0; yes < 3; yes++) {
            scenario.pass(Duration.ofSeconds(20));
            scenario.approves(1);
            scenario.pass(Duration.ofSeconds(20));
        }
        scenario.pass(Duration.ofSeconds(20));
        scenario.rejects(1);

        web.diesAfter = Optional.empty();
        web.policy = new RestartPolicy(RestartPolicy.Name.ALWAYS, 0);
        scenario.happens("Docker starts it", () -> scenario.host.restartedByPolicy(web));
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.incident(1).stage()).isNotInstanceOf(Stage.Resolved.class);
    }

    @Test
    void a_yes_does_not_hold_for_ever() throws Exception {
        var job = failedJob();

        scenario.happens("the engine is silent", scenario.host::goesAway);
        scenario.approves(1);
        scenario.passUnseen(Duration.ofHours(5));
        scenario.happens("and can be seen again", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).isEmpty();
        assertThat(job.state.runs()).isFalse();
    }

    @Test
    void a_yes_can_be_taken_back_until_it_was_acted_on() throws Exception {
        failedJob();
        scenario.happens("the engine is silent", scenario.host::goesAway);
        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(1));

        var reply = scenario.rejects(1);
        scenario.happens("and can be seen again", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(1));

        assertThat(reply).isInstanceOf(Desk.Reply.Done.class);
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void a_yes_is_not_spent_by_a_call_that_was_held_back() throws Exception {
        failedJob();
        scenario.leaseLasts(false);
        scenario.approves(1);
        scenario.pass(Duration.ofSeconds(3));
        assertThat(scenario.requests()).isEmpty();

        scenario.leaseLasts(true);
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).containsExactly("-> container.start job");
    }

    @Test
    void one_that_is_only_to_be_observed_does_not_silence_the_question_about_the_others() throws Exception {
        scenario.running(6);
        scenario.host.box("c01").wishes =
                new Wishes(false, Optional.of(Mode.OBSERVE), false, false, Optional.empty(), Optional.empty());
        scenario.start();

        scenario.happens(
                "five die", () -> scenario.host.boxes().subList(0, 5).forEach(box -> scenario.host.dies(box, 1)));
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.group().remedy().orElseThrow().plan()).hasSize(4);
        assertThat(scenario.stories()).contains("** Question: Much of vm fell at once");
    }

    @Test
    void a_call_that_could_not_be_launched_is_looked_at_and_made_anew() throws Exception {
        scenario.running(10);
        var web = scenario.running("web");
        scenario.start();
        scenario.launchesFail(true);
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.launchesFail(false);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.stories()).contains("** Healed: web crashed");
    }

    @Test
    void the_first_of_two_that_live_under_the_same_labels_is_healed() throws Exception {
        scenario.running(10);
        var web = twins();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.stories()).containsExactly("** Healed: web crashed");
    }

    @Test
    void the_second_of_two_that_live_under_the_same_labels_is_healed_too() throws Exception {
        scenario.running(10);
        twins();

        scenario.happens("web-copy dies", () -> scenario.host.dies(scenario.host.box("web-copy"), 1));
        scenario.host.fullLook();
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).containsExactly("-> container.start web-copy");
        assertThat(scenario.stories()).containsExactly("** Healed: web-copy crashed");
    }

    /** The first; a copy of it with the same labels runs beside it. */
    private Box twins() throws Exception {
        var web = scenario.running("web");
        web.service = Optional.of("web");
        scenario.start();
        scenario.happens("its owner makes a copy", () -> scenario.host.doubled(web));
        scenario.pass(Duration.ofMinutes(1));
        scenario.host.fullLook();
        return web;
    }

    private long storm(int many) throws Exception {
        scenario.running(many);
        scenario.start();
        scenario.happens("all die", () -> scenario.host.boxes().forEach(box -> scenario.host.dies(box, 1)));
        scenario.pass(Duration.ofSeconds(10));
        return scenario.group().id().number();
    }

    private Box failedJob() throws Exception {
        scenario.running(10);
        var job = scenario.running("job");
        job.job = true;
        scenario.start();
        scenario.happens("job fails", () -> scenario.host.dies(job, 1));
        scenario.pass(Duration.ofSeconds(5));
        return job;
    }

    private void isStopped(Box box) {
        scenario.host.signalled(box, 15, true);
        scenario.host.dies(box, 143);
    }
}
