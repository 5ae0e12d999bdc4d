package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Dependency;
import homelab.model.Dependency.When;
import homelab.model.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose word a stop was, when the engine fell, events were lost, or nothing was ever seen to run. */
class EngineFallTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void what_a_person_stopped_shortly_before_the_engine_fell_stays_down() throws Exception {
        var stopped = scenario.running("stopped");
        scenario.start();

        stops(stopped);
        scenario.pass(Duration.ofSeconds(8));
        scenario.happens("all else is stopped", () -> scenario.host.boxes().forEach(this::isStopped));
        scenario.happens("the engine goes away", scenario.host::fell);
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).hasSize(10).doesNotContain("-> container.start stopped");
    }

    @Test
    void what_a_person_stopped_long_before_the_engine_went_away_stays_down() throws Exception {
        scenario.start();

        scenario.happens("a person stops all", () -> scenario.host.boxes().forEach(this::isStopped));
        scenario.pass(Duration.ofSeconds(11));
        scenario.happens("the engine goes away", scenario.host::fell);
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void kills_that_spared_something_were_a_persons() throws Exception {
        var spared = scenario.running("spared");
        scenario.start();
        scenario.happens(
                "a person sent spared a signal that it outlived", () -> scenario.host.signalled(spared, 15, true));
        scenario.pass(Duration.ofSeconds(20));

        scenario.happens("a person stops two", () -> {
            isStopped(scenario.host.box("c01"));
            isStopped(scenario.host.box("c02"));
        });
        scenario.happens("the engine goes away", () -> scenario.host.fallsAndKills(137));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).doesNotContain("-> container.start c01", "-> container.start c02");
    }

    @Test
    void what_fell_with_its_engine_is_started_in_order_of_dependency() throws Exception {
        scenario.host.box("c01").needs = List.of(new Dependency("", "c10", When.STARTED));
        scenario.start();

        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests())
                .hasSize(10)
                .containsSubsequence("-> container.start c10", "-> container.start c01");
    }

    @Test
    void after_lost_events_what_was_asked_to_end_is_asked_about() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.deafen();

        scenario.host.dies(web, 143);
        scenario.happens("it hears again", scenario.host::hearsAgain);
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.seen()).containsExactly("** Question: web is down");
    }

    @Test
    void a_look_that_overtakes_the_event_waits_for_it() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.tellsLate();

        scenario.happens("docker stop web, of which a full look tells first", () -> {
            stop(web, 2);
            scenario.host.fullLook();
        });
        scenario.pass(Duration.ofSeconds(2));
        scenario.happens("it is told", () -> scenario.host.tellsNext(2));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void what_was_made_anew_is_no_longer_what_a_person_stopped() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        stops(web);

        scenario.happens("its owner makes it anew", () -> scenario.host.recreated(web));
        scenario.pass(Duration.ofSeconds(40));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void what_is_made_anew_while_it_is_asked_about_is_its_owners_business() throws Exception {
        var job = scenario.running("job");
        job.job = true;
        scenario.start();
        scenario.happens("job fails", () -> scenario.host.dies(job, 1));

        scenario.happens("its owner makes it anew", () -> scenario.host.recreated(job));
        scenario.pass(Duration.ofSeconds(2));

        assertThat(scenario.incident(1).stage().word()).isEqualTo("RESOLVED");
    }

    @Test
    void seen_running_it_is_no_longer_what_was_down_at_the_first_look() throws Exception {
        var old = scenario.running("old");
        old.state = State.STOPPED;
        old.exitCode = 1;
        old.finishedAt = old.startedAt;
        scenario.start();
        assertThat(scenario.desk().status().downAtFirstLook()).isEqualTo(1);

        scenario.happens("somebody starts old", () -> scenario.host.starts(old));
        scenario.pass(Duration.ofSeconds(40));
        assertThat(scenario.desk().status().downAtFirstLook()).isZero();
        scenario.happens("old dies", () -> scenario.host.dies(old, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start old");
    }

    @Test
    void the_storage_noted_is_that_of_the_run_and_not_what_slid_under_it() throws Exception {
        var db = scenario.running("db");
        db.mountedOn = Optional.of("nfs nas:/db on /srv");
        scenario.start();

        scenario.happens("the share is unmounted under db", () -> {
            db.mountedOn = Optional.of("ext4 /dev/sda1 on /");
            scenario.host.fullLook();
        });
        scenario.happens("db dies", () -> scenario.host.dies(db, 1));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.seen()).containsExactly("** Question: db crashed");
    }

    @Test
    void where_mounts_can_not_be_seen_they_block_nothing_and_the_status_says_so() throws Exception {
        var db = scenario.running("db");
        scenario.host.hidesItsMounts();
        scenario.start();

        scenario.happens("db dies", () -> scenario.host.dies(db, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start db");
        assertThat(scenario.desk().status().notes())
                .containsExactly(
                        "The mounts of vm can't be seen, so a vanished file system behind a container is not noticed.");
    }

    private void stops(Box box) throws Exception {
        scenario.happens("docker stop " + box.name, () -> isStopped(box));
    }

    private void isStopped(Box box) {
        stop(box, 143);
    }

    private void stop(Box box, int exitCode) {
        if (!box.state.runs()) return;
        scenario.host.signalled(box, 15, true);
        scenario.host.dies(box, exitCode);
    }
}
