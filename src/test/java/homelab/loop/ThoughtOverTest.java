package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Detail;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Resolution;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.What;
import homelab.model.Wishes;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was decided is decided anew when what it rested on is another. */
class ThoughtOverTest extends ScenarioTest {
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    @Test
    void goes_on_when_the_pause_ended_while_it_was_down() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        Files.createFile(data.resolve("pause"));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        scenario.crash();
        Files.delete(data.resolve("pause"));
        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("-> container.start web", "** Healed: web crashed");
    }

    @Test
    void what_is_seen_while_it_is_being_removed_is_told_to_nobody() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        Files.createFile(data.resolve("pause"));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        Files.delete(data.resolve("pause"));
        scenario.happens("its removal begins", () -> {
            web.state = State.DEAD;
            scenario.host.fullLook();
        });
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is removed", () -> scenario.host.removed(web));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void what_was_removed_halfway_while_it_waited_is_told_once() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        Files.createFile(data.resolve("pause"));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.happens("its removal breaks off", () -> {
            web.state = State.DEAD;
            scenario.host.fullLook();
        });

        Files.delete(data.resolve("pause"));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: web crashed");
        assertThat(scenario.lastStory()).contains("removed it only halfway");
    }

    @Test
    void starts_what_crashed_while_it_waited_to_restart_it() throws Exception {
        var web = scenario.running("web");
        web.checked = true;
        web.verdict = Verdict.HEALTHY;
        scenario.start();
        for (var time = 0; time < 2; time++) {
            scenario.happens("unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
            scenario.pass(Duration.ofSeconds(1));
            if (time == 0) scenario.happens("healthy", () -> scenario.host.becomes(web, Verdict.HEALTHY));
        }

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(15));

        assertThat(scenario.requests()).containsExactly("-> container.restart web", "-> container.start web");
    }

    @Test
    void a_question_about_a_restart_falls_when_its_target_crashes() throws Exception {
        var web = scenario.running("web");
        web.checked = true;
        web.verdict = Verdict.STARTING;
        web.state = State.STARTING;
        scenario.start();
        scenario.happens("unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofSeconds(2));
        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.AwaitingApproval.class);

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void takes_up_what_it_only_watched_when_it_is_started_to_heal() throws Exception {
        var web = scenario.running("web");
        scenario.onlyWatching().start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        scenario.crash();
        scenario.healing();
        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    /** The cause is looked for while Docker has it running once more, and shows nothing then. */
    @Test
    void what_falls_again_for_good_is_tried_again_whatever_was_thought_while_it_ran() throws Exception {
        var web = scenario.running("web");
        web.policy = new Detail.RestartPolicy(Detail.RestartPolicy.Name.ON_FAILURE, 1);
        web.restartCount = 1;
        scenario.start();
        scenario.happens("Docker gives web up", () -> scenario.host.dies(web, 1));
        web.restartCount = 0;
        scenario.evidenceComes(false);
        scenario.happens("web dies, and Docker will start it", () -> {
            web.exitCode = 1;
            web.state = State.RESTARTING;
            scenario.host.tell(web, new What.Died(1));
        });
        scenario.happens("Docker starts it", () -> scenario.host.restartedByPolicy(web));
        scenario.pass(Duration.ofSeconds(6));
        scenario.evidenceComes(true);

        scenario.happens("Docker gives web up again", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(15));

        assertThat(scenario.requests()).containsExactly("-> container.start web", "-> container.start web");
    }

    @Test
    void a_job_that_was_approved_and_ends_with_zero_has_recovered() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        scenario.start();
        scenario.happens("the job fails", () -> scenario.host.dies(job, 1));
        scenario.pass(Duration.ofSeconds(5));

        scenario.host.after(Duration.ofSeconds(4), () -> scenario.host.dies(job, 0));
        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.incident(1).stage())
                .isInstanceOfSatisfying(
                        Stage.Resolved.class, end -> assertThat(end.how()).isEqualTo(Resolution.HEALED));
        assertThat(scenario.incident(1)
                        .attempts()
                        .getFirst()
                        .outcome()
                        .orElseThrow()
                        .seen())
                .isEqualTo("it ran again and ended with 0");
    }

    @Test
    void hands_to_a_person_what_takes_longer_to_stop_than_it_can_wait() throws Exception {
        var db = scenario.running("db");
        db.checked = true;
        db.verdict = Verdict.HEALTHY;
        db.wishes = new Wishes(
                false, Optional.empty(), false, false, Optional.empty(), Optional.of(Duration.ofMinutes(30)));
        scenario.start();

        scenario.happens("unhealthy", () -> scenario.host.becomes(db, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofSeconds(5));
        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.Escalated.class);
    }

    @Test
    void what_was_already_running_was_not_healed_by_the_agent() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.hasNothingToDo(true);
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(1));
        scenario.happens("somebody starts it", () -> scenario.host.starts(web));
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.incident(1).stage())
                .isInstanceOfSatisfying(
                        Stage.Resolved.class, end -> assertThat(end.how()).isEqualTo(Resolution.BY_PERSON));
        assertThat(scenario.stories()).isEmpty();
    }

    @Test
    void a_word_that_cannot_be_written_down_is_answered_and_not_kept_for_later() throws Exception {
        var web = scenario.running("web");
        web.wishes = new Wishes(false, Optional.empty(), true, false, Optional.empty(), Optional.empty());
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        scenario.storeBreaks();
        var approved = scenario.desk().say(Scenario.ADA, new Desk.Word.Approve(scenario.first(), Optional.empty()));
        scenario.turnsOnce();
        scenario.storeIsMended();
        scenario.pass(Duration.ofSeconds(5));

        assertThat(approved.toCompletableFuture()).isCompletedWithValueMatching(Desk.Reply.NotSaved.class::isInstance);
        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.AwaitingApproval.class);
    }

    @Test
    void a_store_that_cannot_be_written_for_long_is_told_from_memory_once_and_when_it_is_over() throws Exception {
        var web = scenario.running("web");
        scenario.start();

        scenario.storeBreaks();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(20));
        assertThat(scenario.seen()).isEmpty();
        scenario.pass(Duration.ofMinutes(5));
        scenario.storeIsMended();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(
                        "** A person is needed: the agent cannot write to its store",
                        "** Over: the agent cannot write to its store",
                        "-> container.start web",
                        "** Healed: web crashed");
    }

    @Test
    void pauses_also_when_that_cannot_be_written_into_the_journal() throws Exception {
        scenario.running("web");
        scenario.start();

        scenario.storeBreaks();
        var paused = scenario.desk().say(Scenario.ADA, new Desk.Word.Pause());
        scenario.turnsOnce();

        assertThat(paused.toCompletableFuture()).isCompletedWithValueMatching(Desk.Reply.Done.class::isInstance);
        assertThat(data.resolve("pause")).exists();
    }
}
