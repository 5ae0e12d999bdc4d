package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Dependency;
import homelab.model.Dependency.When;
import homelab.model.OverallState;
import homelab.model.State;
import homelab.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engines that fall, events that are lost, storms, crashes of the agent itself. */
class HardTimesTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void starts_again_what_fell_with_its_engine_after_dockers_own_policies_had_their_turn() throws Exception {
        scenario.start();

        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(25));
        assertThat(scenario.seen()).isEmpty();
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests()).hasSize(10).doesNotHaveDuplicates();
        assertThat(scenario.stories()).containsExactly("** Healed: Much of vm did not come back with Docker");
    }

    @Test
    void does_not_take_the_engines_own_kills_for_a_persons() throws Exception {
        var stopped = scenario.running("stopped");
        scenario.start();
        scenario.happens("a person stops one", () -> {
            scenario.host.signalled(stopped, 15, true);
            scenario.host.dies(stopped, 143);
        });
        scenario.pass(Duration.ofSeconds(20));

        scenario.happens("the engine is told to stop", () -> {
            for (var box : scenario.host.boxes())
                if (box.state.runs()) {
                    scenario.host.signalled(box, 15, true);
                    scenario.host.dies(box, 143);
                }
            scenario.host.fell();
        });
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(150));

        assertThat(scenario.requests()).hasSize(10).doesNotContain("-> container.start stopped");
    }

    @Test
    void does_not_take_for_a_persons_what_a_returning_engine_does_to_the_survivors() throws Exception {
        scenario.start();

        scenario.happens("the engine is killed", scenario.host::fell);
        scenario.pass(Duration.ofSeconds(2));
        scenario.happens("it stops the survivors", scenario.host::stopsSurvivors);
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void a_person_who_stops_everything_is_believed_while_the_engine_lives() throws Exception {
        scenario.start();

        scenario.happens("docker stop $(docker ps -q)", () -> {
            for (var box : scenario.host.boxes()) {
                scenario.host.signalled(box, 15, true);
                scenario.host.dies(box, 143);
            }
        });
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void after_lost_events_leaves_asks_or_starts_by_exit_code() throws Exception {
        var done = scenario.running("done");
        var killed = scenario.running("killed");
        var crashed = scenario.running("crashed");
        scenario.start();
        scenario.host.deafen();

        scenario.host.dies(done, 0);
        scenario.host.dies(killed, 137);
        scenario.host.dies(crashed, 2);
        scenario.happens("it hears again", scenario.host::hearsAgain);
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.seen())
                .containsExactlyInAnyOrder("-> container.start crashed", "** Question: killed is down");
    }

    @Test
    void shows_an_unseen_engine_grey_and_repairs_nothing_behind_it() throws Exception {
        scenario.start();

        scenario.happens("nothing answers", scenario.host::goesAway);
        scenario.pass(Duration.ofSeconds(40));
        assertThat(scenario.seen()).containsExactly("** A person is needed: Docker on vm can't be seen");
        scenario.happens("it answers again", scenario.host::comesBack);
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.stories()).last().asString().startsWith("** Over:");
    }

    @Test
    void does_not_call_well_what_nobody_has_seen_yet() throws Exception {
        scenario.host.goesAway();

        scenario.start();

        var status = scenario.desk().status();
        assertThat(status.state()).isEqualTo(OverallState.DEGRADED);
        assertThat(status.sources()).containsExactly(new Status.SourceState("vm", Optional.empty(), Optional.empty()));
    }

    @Test
    void shows_what_can_not_be_looked_at_on_a_host_that_can() throws Exception {
        var known = scenario.running("known");
        scenario.start();
        assertThat(scenario.desk().status().state()).isEqualTo(OverallState.HEALTHY);

        var never = scenario.running("never");
        scenario.host.hides(known);
        scenario.host.hides(never);
        scenario.happens("a full look", scenario.host::fullLook);

        assertThat(scenario.desk().status().state()).isEqualTo(OverallState.DEGRADED);
        assertThat(scenario.desk().resources())
                .filteredOn(one -> one.shown() == State.UNSEEN)
                .extracting(one -> one.resource().name())
                .containsExactly("known", "never-1");
    }

    @Test
    void one_question_for_a_storm_and_after_a_yes_each_is_started_once() throws Exception {
        scenario.start();
        scenario.happens(
                "six of ten die",
                () -> scenario.host.boxes().stream().limit(6).forEach(box -> scenario.host.dies(box, 137)));
        scenario.pass(Duration.ofSeconds(10));
        var storm = scenario.incidents().stream()
                .filter(one -> one.title().contains("fell at once"))
                .findFirst()
                .orElseThrow();

        scenario.happens(
                "somebody starts one",
                () -> scenario.host.starts(scenario.host.boxes().getFirst()));
        scenario.approves(storm.id().number());
        scenario.pass(Duration.ofSeconds(60));

        assertThat(scenario.requests()).hasSize(5).doesNotHaveDuplicates().doesNotContain("-> container.start c01");
        assertThat(scenario.stories())
                .containsExactly(
                        "** Question: Much of vm fell at once",
                        "** Approved: Much of vm fell at once",
                        "** Healed: Much of vm fell at once");
        assertThat(scenario.incidents()).allMatch(one -> !one.isOpen());
    }

    @Test
    void what_is_needed_is_started_first() throws Exception {
        var app = scenario.running("app");
        var db = scenario.running("db");
        app.needs = List.of(new Dependency("", "db", When.STARTED));
        scenario.start();

        scenario.happens("db dies, and app with it", () -> {
            scenario.host.dies(db, 1);
            scenario.host.dies(app, 1);
        });
        scenario.pass(Duration.ofSeconds(90));

        assertThat(scenario.requests()).containsExactly("-> container.start db", "-> container.start app");
    }

    @Test
    void looks_first_after_a_crash_and_does_not_repeat_a_call_that_worked() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));

        scenario.crash();
        scenario.start();
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.incidents()).allMatch(one -> !one.isOpen());
    }

    @Test
    void a_call_without_an_answer_is_looked_at_and_only_then_tried_anew() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.answers(false);

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(39));
        assertThat(scenario.requests()).hasSize(1);
        scenario.host.answers(true);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests()).hasSize(2);
        assertThat(scenario.incident(1)
                        .attempts()
                        .getFirst()
                        .outcome()
                        .orElseThrow()
                        .word())
                .isEqualTo("FAILED");
    }

    @Test
    void what_heals_and_falls_again_is_bounded_by_the_day() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        web.diesAfter = Optional.of(Duration.ofMinutes(45));

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofHours(10));

        assertThat(scenario.requests()).hasSize(6);
        assertThat(scenario.stories()).last().isEqualTo("** A person is needed: web crashed");
    }

    @Test
    void what_is_removed_is_nobodys_trouble_any_more() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        scenario.start();
        scenario.happens("job fails", () -> scenario.host.dies(job, 1));

        scenario.happens("docker rm job", () -> scenario.host.removed(job));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.incident(1).stage().word()).isEqualTo("RESOLVED");
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void what_has_been_gone_for_a_month_is_forgotten_on_disk_too() throws Exception {
        var once = scenario.running("once");
        scenario.start();
        scenario.happens("docker rm -f once", () -> scenario.host.removed(once));

        scenario.passUnseen(Duration.ofDays(31));
        scenario.happens("a full look", scenario.host::fullLook);

        try (var store = scenario.memory()) {
            assertThat(store.load().histories())
                    .extracting(history -> history.lineage().name())
                    .contains("c01")
                    .doesNotContain("once");
        }
    }
}
