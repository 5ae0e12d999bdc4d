package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that broke halfway is not run again unasked; what merely looked like a job is a service again after a day. */
class JobTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void what_was_found_ended_with_zero_is_a_job() throws Exception {
        var backup = scenario.running("backup");
        scenario.start();
        scenario.host.deafen();
        scenario.host.dies(backup, 0);
        scenario.happens("it hears again", scenario.host::hearsAgain);
        scenario.pass(Duration.ofSeconds(10));

        runsAndFails(backup);

        assertThat(scenario.seen()).containsExactly("** Question: the job backup failed");
    }

    @Test
    void what_had_ended_with_zero_when_the_agent_came_is_a_job() throws Exception {
        var backup = scenario.running("backup");
        backup.state = State.STOPPED;
        backup.finishedAt = backup.startedAt;
        scenario.start();

        runsAndFails(backup);

        assertThat(scenario.seen()).containsExactly("** Question: the job backup failed");
    }

    @Test
    void what_a_person_stopped_and_ended_with_zero_is_no_job() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 0);
        });

        runsAndFails(web);

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void what_a_person_stopped_and_was_found_ended_with_zero_is_no_job() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("docker stop web", () -> scenario.host.signalled(web, 15, true));
        scenario.host.deafen();
        scenario.host.dies(web, 0);
        scenario.happens("it hears again", scenario.host::hearsAgain);
        scenario.pass(Duration.ofSeconds(10));

        runsAndFails(web);

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void what_then_runs_for_a_day_in_one_go_is_a_service_again() throws Exception {
        var web = onceEndedWithZero();
        scenario.passUnseen(Duration.ofMinutes(1439));
        scenario.passUnseen(Duration.ofMinutes(2));
        scenario.host.fullLook();
        scenario.settle();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void a_day_that_ends_with_its_death_counts_as_well() throws Exception {
        var web = onceEndedWithZero();
        scenario.passUnseen(Duration.ofMinutes(1441));

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void less_than_a_day_does_not_make_a_service() throws Exception {
        var web = onceEndedWithZero();
        scenario.passUnseen(Duration.ofMinutes(1435));
        scenario.host.fullLook();
        scenario.settle();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.seen()).containsExactly("** Question: the job web failed");
    }

    @Test
    void a_job_that_its_engine_took_down_with_it_is_not_run_again_unasked() throws Exception {
        var backup = scenario.running("backup");
        backup.job = true;
        scenario.start();

        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).hasSize(10).doesNotContain("-> container.start backup");
        assertThat(scenario.stories()).contains("** Question: the job backup failed");
    }

    @Test
    void a_yes_runs_a_failed_job_once_and_the_next_failure_is_another_question() throws Exception {
        var backup = scenario.running("backup");
        backup.job = true;
        scenario.start();
        scenario.happens("backup fails", () -> scenario.host.dies(backup, 1));
        backup.diesAfter = Optional.of(Duration.ofSeconds(10));

        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).containsExactly("-> container.start backup");
        assertThat(scenario.stories()).last().isEqualTo("** Question: the job backup failed");
    }

    private Box onceEndedWithZero() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("web ends with 0", () -> scenario.host.dies(web, 0));
        scenario.happens("somebody starts it", () -> scenario.host.starts(web));
        return web;
    }

    private void runsAndFails(Box box) throws Exception {
        scenario.happens("somebody starts " + box.name, () -> scenario.host.starts(box));
        scenario.pass(Duration.ofSeconds(40));
        scenario.happens(box.name + " fails", () -> scenario.host.dies(box, 3));
        scenario.pass(Duration.ofMinutes(1));
    }
}
