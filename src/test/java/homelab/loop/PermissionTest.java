package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Action;
import homelab.model.Dependency;
import homelab.model.Dependency.When;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Mode;
import homelab.model.OverallState;
import homelab.model.Risk;
import homelab.model.Wishes;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may have something done, when, and for how long a yes is one: modes, orders, approvals and the pause. */
class PermissionTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void a_mode_that_a_person_chose_outlives_the_process() throws Exception {
        var web = scenario.running("web");
        scenario.onlyWatching().start();
        scenario.says(new Desk.Word.SetMode(true));

        scenario.crash();
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(2));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.desk().status().ceiling().by()).isPresent();
    }

    @Test
    void nobody_raises_what_the_environment_set_to_observe() throws Exception {
        var web = scenario.running("web");
        scenario.onlyWatching().start();
        scenario.says(new Desk.Word.SetMode(true));
        scenario.crash();

        scenario.mode(false).start();
        var answer = scenario.says(new Desk.Word.SetMode(true));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(2));

        assertThat(answer).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void what_is_lowered_while_a_plan_runs_is_begun_no_further() throws Exception {
        scenario.start();
        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(25));
        scenario.callsGoOut(false);
        scenario.pass(Duration.ofSeconds(10));

        scenario.says(new Desk.Word.SetMode(false));
        scenario.callsGoOut(true);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void an_order_is_carried_out_while_it_only_watches() throws Exception {
        var web = scenario.running("web");
        scenario.onlyWatching().start();

        scenario.orders(Action.CONTAINER_RESTART, web);
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).containsExactly("-> container.restart web");
        assertThat(scenario.incident(1).stage().word()).isEqualTo("RESOLVED");
    }

    @Test
    void an_order_is_refused_where_its_class_is_off() throws Exception {
        var web = scenario.running("web");
        scenario.classes(Map.of(Action.CONTAINER_RESTART, Mode.OFF)).start();

        scenario.orders(Action.CONTAINER_RESTART, web);
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.incident(1).decision().orElseThrow().reason()).contains("heal.container.restart is off");
    }

    @Test
    void an_order_is_refused_while_paused() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.says(new Desk.Word.Pause());

        var answer = scenario.orders(Action.CONTAINER_RESTART, web);

        assertThat(answer).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.incidents()).isEmpty();
    }

    @Test
    void an_order_to_restart_what_does_not_run_is_not_carried_out() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });

        scenario.orders(Action.CONTAINER_RESTART, web);
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void what_three_running_things_would_go_down_with_is_asked_and_called_high() throws Exception {
        var db = healthy("db");
        for (var name : List.of("c01", "c02"))
            scenario.host.box(name).needs = List.of(new Dependency("", "db", When.STARTED));
        scenario.classes(Map.of(Action.CONTAINER_RESTART, Mode.AUTO)).start();

        scenario.happens("db is unhealthy", () -> scenario.host.becomes(db, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.seen()).containsExactly("** Question: db is unhealthy");
        assertThat(scenario.incident(1).remedy().orElseThrow().risk()).isEqualTo(Risk.HIGH);
        assertThat(scenario.desk().status().state()).isEqualTo(OverallState.UNHEALTHY);
    }

    @Test
    void one_restart_unasked_then_a_question() throws Exception {
        var web = healthy("web");
        scenario.start();

        scenario.happens("web is unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("web stays unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.seen()).containsExactly("-> container.restart web", "** Question: web is unhealthy");
    }

    @Test
    void a_yes_is_for_one_time() throws Exception {
        var web = scenario.running("web");
        web.wishes = new Wishes(false, Optional.of(Mode.ASK), false, false, Optional.empty(), Optional.empty());
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        web.diesAfter = Optional.of(Duration.ofSeconds(5));

        scenario.approves(1);
        var again = scenario.approves(1);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(again).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.incident(1).stage().word()).isEqualTo("AWAITING_APPROVAL");
    }

    @Test
    void a_yes_to_a_group_is_for_one_time() throws Exception {
        scenario.start();
        scenario.happens(
                "three die",
                () -> scenario.host.boxes().stream().limit(3).forEach(box -> {
                    scenario.host.dies(box, 137);
                    box.diesAfter = Optional.of(Duration.ofSeconds(5));
                }));
        scenario.pass(Duration.ofSeconds(10));
        var storm = scenario.incidents().getFirst();
        assertThat(storm.title()).contains("fell at once");

        scenario.approves(storm.id().number());
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).hasSize(3);
        assertThat(scenario.incident(storm.id().number()).approval()).isEmpty();
    }

    @Test
    void a_yes_after_the_hour_is_an_order() throws Exception {
        var job = failedJob();
        scenario.pass(Duration.ofMinutes(61));
        assertThat(scenario.incident(1).stage().word()).isEqualTo("ESCALATED");

        scenario.approves(1);
        scenario.pass(Duration.ofSeconds(2));

        assertThat(scenario.requests()).containsExactly("-> container.start " + job.name);
    }

    @Test
    void a_part_of_a_group_is_not_answered_for_itself() throws Exception {
        scenario.start();
        scenario.happens(
                "three die",
                () -> scenario.host.boxes().stream().limit(3).forEach(box -> scenario.host.dies(box, 137)));
        scenario.pass(Duration.ofSeconds(10));

        var answer = scenario.approves(1);

        assertThat(answer.text()).startsWith("INC-1 belongs to INC-4");
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void a_no_is_kept_even_when_the_mode_is_raised() throws Exception {
        failedJob();
        scenario.rejects(1);
        assertThat(scenario.incident(1).stage().word()).isEqualTo("HANDS_OFF");

        scenario.says(new Desk.Word.SetMode(true));
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.incident(1).stage().word()).isEqualTo("HANDS_OFF");
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void leave_it_holds_until_somebody_starts_it() throws Exception {
        var job = failedJob();
        scenario.rejects(1);
        scenario.rejects(1);
        scenario.pass(Duration.ofMinutes(5));
        assertThat(scenario.incident(1).stage().word()).isEqualTo("RESOLVED");
        assertThat(scenario.incidents()).hasSize(1);

        scenario.happens("somebody starts it", () -> scenario.host.starts(job));
        scenario.happens("it fails", () -> scenario.host.dies(job, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.incidents()).hasSize(2);
    }

    @Test
    void the_pause_comes_from_the_file_and_outlives_the_process() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.says(new Desk.Word.Pause());
        assertThat(data.resolve("pause")).exists();

        scenario.crash();
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));
        assertThat(scenario.requests()).isEmpty();
        scenario.says(new Desk.Word.Resume());
        scenario.pass(Duration.ofSeconds(2));

        assertThat(data.resolve("pause")).doesNotExist();
        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void a_pause_works_while_the_store_does_not() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.storeBreaks();

        scenario.says(new Desk.Word.Pause());
        scenario.storeIsMended();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.desk().status().paused()).isTrue();
    }

    @Test
    void a_pause_between_the_steps_of_a_plan_begins_no_further_one() throws Exception {
        scenario.host.box("c02").needs = List.of(new Dependency("", "c01", When.HEALTHY));
        var db = scenario.host.box("c01");
        db.checked = true;
        db.verdict = Verdict.HEALTHY;
        scenario.start();
        scenario.happens(
                "three die",
                () -> scenario.host.boxes().stream().limit(4).forEach(box -> scenario.host.dies(box, 137)));
        scenario.pass(Duration.ofSeconds(10));
        scenario.approves(scenario.incidents().getFirst().id().number());
        assertThat(scenario.requests()).hasSize(3);

        Files.createFile(data.resolve("pause"));
        scenario.happens("c01 is healthy", () -> scenario.host.becomes(db, Verdict.HEALTHY));
        scenario.pass(Duration.ofSeconds(30));
        assertThat(scenario.requests()).hasSize(3);
        Files.delete(data.resolve("pause"));
        scenario.pass(Duration.ofSeconds(2));

        assertThat(scenario.requests()).last().isEqualTo("-> container.start c02");
    }

    @Test
    void each_step_is_checked_again_by_what_is_known_then() throws Exception {
        var app = scenario.running("app");
        app.needs = List.of(new Dependency("", "c01", When.HEALTHY));
        app.mountedOn = Optional.of("nfs nas:/app on /srv");
        var db = scenario.host.box("c01");
        db.checked = true;
        db.verdict = Verdict.HEALTHY;
        scenario.start();
        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(40));
        assertThat(scenario.requests()).contains("-> container.start c01").doesNotContain("-> container.start app");

        app.mountedOn = Optional.of("ext4 /dev/sda1 on /");
        scenario.host.fullLook();
        scenario.happens("c01 is healthy", () -> scenario.host.becomes(db, Verdict.HEALTHY));
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).doesNotContain("-> container.start app");
        assertThat(scenario.stories())
                .containsExactly("** A person is needed: Much of vm did not come back with Docker");
    }

    @Test
    void what_is_off_since_the_plan_was_made_is_not_begun_by_the_next_process() throws Exception {
        scenario.host.box("c02").needs = List.of(new Dependency("", "c01", When.HEALTHY));
        var db = scenario.host.box("c01");
        db.checked = true;
        db.verdict = Verdict.HEALTHY;
        scenario.start();
        scenario.happens(
                "four die", () -> scenario.host.boxes().stream().limit(4).forEach(box -> scenario.host.dies(box, 137)));
        scenario.pass(Duration.ofSeconds(10));
        scenario.approves(scenario.incidents().getFirst().id().number());
        assertThat(scenario.requests()).hasSize(3);

        scenario.crash();
        scenario.classes(Map.of(Action.CONTAINER_START, Mode.OFF)).start();
        scenario.happens("c01 is healthy", () -> scenario.host.becomes(db, Verdict.HEALTHY));
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).hasSize(3);
    }

    private Box healthy(String name) {
        var box = scenario.running(name);
        box.checked = true;
        box.verdict = Verdict.HEALTHY;
        return box;
    }

    private Box failedJob() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        scenario.start();
        scenario.happens("job fails", () -> scenario.host.dies(job, 1));
        return job;
    }
}
