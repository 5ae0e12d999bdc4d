package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Detail;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Incident;
import homelab.model.Mode;
import homelab.model.State;
import homelab.model.What;
import homelab.model.Wishes;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody stopped, ended, opted out or never let run stays as it is; nobody is bothered about it. */
class PeoplesWordTest extends ScenarioTest {
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void leaves_what_was_killed_through_the_engine() throws Exception {
        var web = scenario.running("web");
        scenario.start();

        scenario.happens("docker kill web", () -> {
            scenario.host.signalled(web, 9, true);
            scenario.host.dies(web, 137);
        });
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void remembers_a_persons_stop_over_its_own_restart() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });

        scenario.crash();
        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void heals_what_crashes_after_a_mere_hangup() throws Exception {
        var web = scenario.running("web");
        scenario.start();

        scenario.happens("docker kill -s HUP web", () -> scenario.host.signalled(web, 1, false));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void heals_again_once_a_person_has_started_what_was_stopped() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });
        scenario.happens("docker start web", () -> scenario.host.starts(web));
        scenario.pass(Duration.ofSeconds(40));

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void does_not_start_what_was_down_at_the_first_look() throws Exception {
        for (var code : new int[] {0, 1, 137}) {
            var old = scenario.running("old" + code);
            old.state = State.STOPPED;
            old.exitCode = code;
            old.finishedAt = old.startedAt;
        }
        scenario.start();

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
        assertThat(scenario.desk().status().downAtFirstLook()).isEqualTo(3);
    }

    @Test
    void leaves_what_ended_with_zero() throws Exception {
        var job = scenario.running("job");
        scenario.start();

        scenario.happens("job is done", () -> scenario.host.dies(job, 0));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void asks_before_it_runs_a_failed_job_again() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        scenario.start();

        scenario.happens("job fails", () -> scenario.host.dies(job, 1));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: the job job failed");
    }

    @Test
    void takes_for_a_job_what_once_ended_with_zero() throws Exception {
        var job = scenario.running("job");
        scenario.start();
        scenario.happens("job is done", () -> scenario.host.dies(job, 0));
        scenario.happens("somebody runs it again", () -> scenario.host.starts(job));
        scenario.pass(Duration.ofSeconds(40));

        scenario.happens("job fails", () -> scenario.host.dies(job, 3));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void does_not_take_for_a_job_what_a_person_stopped_when_a_look_overtook_the_event() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        web.state = State.STOPPED;
        web.finishedAt = web.startedAt;
        scenario.happens("a look overtakes", scenario.host::fullLook);
        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.tell(web, new What.Died(0));
        });
        scenario.happens("docker start web", () -> scenario.host.starts(web));
        scenario.pass(Duration.ofSeconds(40));

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void takes_for_a_job_what_was_found_ended_with_zero() throws Exception {
        var job = scenario.running("job");
        scenario.start();
        scenario.host.deafen();
        scenario.host.dies(job, 0);
        scenario.happens("it hears again", scenario.host::hearsAgain);
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("somebody runs it again, made anew", () -> {
            scenario.host.removed(job);
            scenario.host.starts(scenario.host.box("job", "job-2"));
        });

        scenario.happens("job fails", () -> scenario.host.dies(scenario.host.box("job"), 3));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: the job job failed");
    }

    @Test
    void asks_before_it_restarts_what_was_never_healthy() throws Exception {
        var web = scenario.running("web");
        web.checked = true;
        web.state = State.STARTING;
        scenario.start();

        scenario.happens("web is unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: web is unhealthy");
    }

    @Test
    void does_not_touch_what_is_still_starting() throws Exception {
        var web = scenario.running("web");
        web.checked = true;
        web.state = State.STARTING;
        scenario.start();

        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void keeps_its_hands_off_what_opted_out_and_says_so_once() throws Exception {
        var web = scenario.running("web");
        web.wishes = new Wishes(true, Optional.empty(), false, false, Optional.empty(), Optional.empty());
        scenario.start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Left alone: web crashed");
    }

    @Test
    void refuses_even_an_order_where_it_is_switched_off() throws Exception {
        var web = scenario.running("web");
        web.wishes = new Wishes(false, Optional.of(Mode.OFF), false, false, Optional.empty(), Optional.empty());
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));

        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void asks_before_it_touches_what_is_protected() throws Exception {
        var web = scenario.running("web");
        web.wishes = new Wishes(false, Optional.empty(), true, false, Optional.empty(), Optional.empty());
        scenario.start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: web crashed");
    }

    @Test
    void asks_before_it_touches_its_own_container_and_warns() throws Exception {
        var own = scenario.running("homelab-agent");
        scenario.self("homelab-agent").start();

        scenario.happens("it dies", () -> scenario.host.dies(own, 1));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.incident(1).remedy().orElseThrow().warning())
                .isEqualTo("the agent itself lives in it, so it would stop the agent itself");
    }

    @Test
    void leaves_to_docker_what_its_policy_will_start() throws Exception {
        var web = scenario.running("web");
        web.policy = new Detail.RestartPolicy(Detail.RestartPolicy.Name.ALWAYS, 0);
        scenario.start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(1));
        scenario.happens("the policy starts it", () -> scenario.host.restartedByPolicy(web));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void escalates_a_restart_loop_once_and_offers_nothing() throws Exception {
        var web = scenario.running("web");
        web.policy = new Detail.RestartPolicy(Detail.RestartPolicy.Name.ALWAYS, 0);
        scenario.start();

        for (var i = 0; i < 6; i++) {
            scenario.happens("web dies", () -> scenario.host.dies(web, 1));
            scenario.happens("the policy starts it", () -> scenario.host.restartedByPolicy(web));
            scenario.pass(Duration.ofSeconds(10));
        }
        scenario.pass(Duration.ofMinutes(9));
        assertThat(scenario.seen()).containsExactly("** A person is needed: web restarts over and over");
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.stories()).hasSize(2).last().asString().startsWith("** Over:");
    }

    @Test
    void asks_before_it_starts_what_lies_on_another_file_system_now() throws Exception {
        var db = scenario.running("db");
        db.mountedOn = Optional.of("ext4 /dev/sdb1 on /srv");
        scenario.start();

        db.mountedOn = Optional.of("ext4 /dev/sda1 on /");
        scenario.happens("db dies", () -> scenario.host.dies(db, 1));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: db crashed");
    }

    @Test
    void only_watches_when_it_is_fresh_and_heals_once_a_person_said_so() throws Exception {
        var web = scenario.running("web");
        scenario.onlyWatching().start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(1));
        assertThat(scenario.seen()).containsExactly("** Left alone: web crashed");
        scenario.says(new Desk.Word.SetMode(true));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.seen())
                .containsExactly("** Left alone: web crashed", "-> container.start web", "** Healed: web crashed");
    }

    @Test
    void does_nothing_while_the_pause_file_lies_there() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        Files.createFile(data.resolve("pause"));

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(A_WHILE);
        assertThat(scenario.requests()).isEmpty();
        Files.delete(data.resolve("pause"));
        scenario.pass(Duration.ofSeconds(3));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void approving_while_paused_is_a_conflict() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        scenario.start();
        scenario.happens("job fails", () -> scenario.host.dies(job, 1));
        Files.createFile(data.resolve("pause"));
        scenario.pass(Duration.ofSeconds(2));

        var answer = scenario.approves(1);

        assertThat(answer).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void an_approval_of_another_plan_is_a_conflict() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        scenario.start();
        scenario.happens("job fails", () -> scenario.host.dies(job, 1));

        var answer = scenario.says(new Desk.Word.Approve(new Incident.Id(1), Optional.of("0123456789abcdef")));

        assertThat(answer).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void a_question_expires_after_an_hour() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        scenario.start();
        scenario.happens("job fails", () -> scenario.host.dies(job, 1));

        scenario.pass(Duration.ofMinutes(61));

        assertThat(scenario.stories())
                .containsExactly("** Question: the job job failed", "** A person is needed: the job job failed");
        assertThat(scenario.requests()).isEmpty();
    }
}
