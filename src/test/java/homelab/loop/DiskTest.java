package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.loop.decide.Limits;
import homelab.model.Action;
import homelab.model.Contents.Sort;
import homelab.model.Mode;
import homelab.model.Outcome;
import homelab.model.Resolution;
import homelab.model.Stage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that fills: what goes, what is asked for, and what is never touched. */
class DiskTest extends ScenarioTest {
    private static final Duration A_WHILE = Duration.ofMinutes(4);
    private static final String QUESTION = "** Question: disk of vm is filling";
    private static final String HEALED = "** Healed: disk of vm is filling";

    private static final Limits ONE_TRY =
            new Limits(1, Duration.ofMinutes(30), 1, Duration.ofSeconds(10), Duration.ofMinutes(5));

    private SimulatedDisk disk;

    @BeforeEach
    void aDisk() {
        scenario.running("web");
        disk = scenario.host.disk();
    }

    private void fills() throws Exception {
        scenario.start();
        scenario.pass(A_WHILE);
    }

    private String cleanup(String sort, String name, int bytes) {
        return "-> docker.cleanup." + sort + " " + name + " (" + bytes + " bytes)";
    }

    @Test
    void removes_the_oldest_first_and_only_as_much_as_is_needed() throws Exception {
        disk.others(70);
        disk.leftover(Sort.NAMELESS_IMAGE, "oldest", 5).leftover(Sort.BUILD_CACHE, "older", 4);
        disk.leftover(Sort.BUILD_CACHE, "young", 4).leftover(Sort.BUILD_CACHE, "younger", 4);

        fills();

        assertThat(scenario.seen())
                .containsExactly(cleanup("cache", "oldest", 50), cleanup("cache", "older", 40), HEALED);
    }

    @Test
    void tells_how_full_it_was_measured_before_and_after() throws Exception {
        disk.others(70).leftover(Sort.NAMELESS_IMAGE, "old", 18);

        fills();

        var incident = scenario.incident(1);
        assertThat(incident.stage())
                .isInstanceOfSatisfying(
                        Stage.Resolved.class, over -> assertThat(over.how()).isEqualTo(Resolution.HEALED));
        assertThat(incident.attempts().getFirst().outcome())
                .contains(new Outcome.Recovered("the disk was 88 % full (880 bytes of 1000 bytes) and is 70 % full"
                        + " (700 bytes of 1000 bytes): 180 bytes more are free"));
    }

    @Test
    void asks_for_what_can_not_be_made_again_after_the_rest_has_gone() throws Exception {
        disk.others(62).leftover(Sort.IMAGE, "app:1", 10).leftover(Sort.CONTAINER, "lab", 9);
        disk.leftover(Sort.BUILD_CACHE, "piece", 6);

        fills();
        assertThat(scenario.seen()).containsExactly(cleanup("cache", "piece", 60), QUESTION);
        assertThat(scenario.incident(1).attempts().getFirst().outcome().orElseThrow())
                .isInstanceOf(Outcome.Unchanged.class);
        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly(cleanup("cache", "piece", 60), cleanup("images", "app:1", 100));
        assertThat(scenario.stories()).containsExactly(QUESTION, "** Approved: disk of vm is filling", HEALED);
    }

    @Test
    void removes_unasked_what_its_owner_allows() throws Exception {
        scenario.classes(Map.of(Action.CLEANUP_IMAGES, Mode.AUTO));
        disk.others(70).leftover(Sort.IMAGE, "app:1", 18);

        fills();

        assertThat(scenario.seen()).containsExactly(cleanup("images", "app:1", 180), HEALED);
    }

    @Test
    void leaves_it_where_its_owner_has_switched_the_class_off() throws Exception {
        scenario.classes(Map.of(Action.CLEANUP_CACHE, Mode.OFF));
        disk.others(70).leftover(Sort.BUILD_CACHE, "piece", 18);

        fills();

        assertThat(scenario.seen()).containsExactly("** Left alone: disk of vm is filling");
    }

    @Test
    void only_says_what_it_would_do_while_it_only_watches() throws Exception {
        scenario.onlyWatching();
        disk.others(70).leftover(Sort.BUILD_CACHE, "piece", 18);

        fills();

        assertThat(scenario.seen()).containsExactly("** Left alone: disk of vm is filling");
    }

    @Test
    void waits_whether_it_is_filled_for_a_moment_only() throws Exception {
        disk.others(70);
        scenario.start();

        scenario.happens("a build takes space", () -> disk.others(20));
        scenario.happens("it is seen", scenario.host::measures);
        scenario.pass(Duration.ofSeconds(20));
        scenario.happens("it is freed", () -> disk.others(-20));
        scenario.happens("it is seen", scenario.host::measures);
        scenario.pass(A_WHILE);

        assertThat(scenario.incidents()).isEmpty();
    }

    @Test
    void is_not_called_well_before_it_is_under_its_clear_mark() throws Exception {
        disk.others(90);
        fills();
        assertThat(scenario.stories()).containsExactly("** A person is needed: disk of vm is filling");

        scenario.happens("somebody frees a little", () -> disk.others(-7));
        scenario.pass(A_WHILE);
        scenario.crash();
        scenario.start();
        scenario.pass(A_WHILE);
        assertThat(scenario.incident(1).isOpen()).isTrue();
        scenario.happens("somebody frees more", () -> disk.others(-6));
        scenario.pass(A_WHILE);

        assertThat(scenario.incident(1).isOpen()).isFalse();
        assertThat(scenario.stories())
                .containsExactly("** A person is needed: disk of vm is filling", "** Over: disk of vm is filling");
    }

    @Test
    void says_nothing_of_a_disk_that_it_can_not_measure() throws Exception {
        disk.others(95).leftover(Sort.BUILD_CACHE, "piece", 4);
        disk.hides();

        fills();

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void removes_nothing_while_what_is_there_can_not_be_listed() throws Exception {
        disk.others(70).leftover(Sort.BUILD_CACHE, "piece", 18);
        disk.refusesToList("403");

        fills();

        assertThat(scenario.seen()).containsExactly("** A person is needed: disk of vm is filling");
    }

    @Test
    void leaves_what_is_used_again_before_its_turn_has_come() throws Exception {
        disk.others(65).leftover(Sort.IMAGE, "app:1", 10).leftover(Sort.IMAGE, "app:2", 20);
        fills();
        assertThat(scenario.seen()).containsExactly(QUESTION);

        scenario.happens("somebody starts one of them", () -> disk.isUsedAgain("app:1"));
        scenario.pass(Duration.ofMinutes(2));
        scenario.approves(1);
        scenario.pass(Duration.ofSeconds(90));

        assertThat(scenario.requests()).containsExactly(cleanup("images", "app:2", 200));
        assertThat(scenario.stories()).containsExactly(QUESTION, "** Approved: disk of vm is filling", HEALED);
    }

    @Test
    void removes_nothing_that_was_not_in_what_a_person_approved() throws Exception {
        disk.others(60).leftover(Sort.IMAGE, "app:1", 30);
        fills();

        scenario.happens(
                "others come up", () -> disk.leftover(Sort.IMAGE, "app:2", 2).leftover(Sort.BUILD_CACHE, "piece", 2));
        scenario.happens("they are listed", () -> scenario.host.lookAt(SimulatedDisk.ID));
        scenario.pass(Duration.ofMinutes(2));
        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly(cleanup("images", "app:1", 300));
    }

    @Test
    void gives_it_up_after_three_tries_within_half_an_hour() throws Exception {
        disk.others(70).leftover(Sort.BUILD_CACHE, "1", 18);
        scenario.start();
        for (var i = 2; i <= 4; i++) {
            var next = String.valueOf(i);
            scenario.pass(A_WHILE);
            scenario.happens("a build fills it again", () -> disk.leftover(Sort.BUILD_CACHE, next, 18));
        }
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).hasSize(3);
        assertThat(scenario.stories()).last().isEqualTo("** A person is needed: disk of vm is filling");
    }

    @Test
    void leaves_what_was_not_seen_unused_for_half_a_minute() throws Exception {
        disk.others(81).leftover(Sort.BUILD_CACHE, "old", 5);
        scenario.start();
        scenario.pass(Duration.ofSeconds(20));
        scenario.happens("a build makes another", () -> disk.leftover(Sort.BUILD_CACHE, "new", 8));
        scenario.happens("it is listed", () -> scenario.host.lookAt(SimulatedDisk.ID));

        scenario.pass(Duration.ofSeconds(20));
        assertThat(scenario.requests()).containsExactly(cleanup("cache", "old", 50));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly(cleanup("cache", "old", 50), cleanup("cache", "new", 80));
    }

    @Test
    void gives_a_plan_up_when_none_of_the_first_could_be_removed() throws Exception {
        disk.others(80);
        for (var i = 0; i < 10; i++) disk.leftover(Sort.BUILD_CACHE, "piece " + i, 1);
        scenario.start();
        scenario.host.refuses(true);

        scenario.pass(Duration.ofSeconds(35));

        assertThat(scenario.requests()).hasSize(3);
    }

    @Test
    void does_not_try_again_what_the_engine_has_refused_to_remove() throws Exception {
        disk.others(70).leftover(Sort.BUILD_CACHE, "stuck", 9).leftover(Sort.BUILD_CACHE, "free", 9);
        scenario.start();
        scenario.host.refusesBecause("conflict: it is in use");
        scenario.pass(Duration.ofSeconds(31));
        assertThat(scenario.requests()).isNotEmpty();
        scenario.host.refuses(false);
        disk.leftover(Sort.BUILD_CACHE, "another", 2);

        scenario.pass(A_WHILE);

        assertThat(scenario.requests())
                .filteredOn(line -> line.contains("stuck"))
                .hasSize(1);
    }

    @Test
    void a_restart_while_the_disk_was_not_looked_at_yet_changes_nothing() throws Exception {
        disk.others(62).leftover(Sort.IMAGE, "app:1", 28);
        fills();
        assertThat(scenario.seen()).containsExactly(QUESTION);

        scenario.crash();
        scenario.host.diskIsSeen(false);
        scenario.start();
        scenario.pass(A_WHILE);
        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.AwaitingApproval.class);
        scenario.host.diskIsSeen(true);
        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly(cleanup("images", "app:1", 280));
        assertThat(scenario.stories()).containsExactly(QUESTION, "** Approved: disk of vm is filling", HEALED);
    }

    @Test
    void what_a_person_said_to_leave_is_left_until_it_has_been_well_again() throws Exception {
        disk.others(90);
        fills();
        assertThat(scenario.stories()).hasSize(1);
        scenario.rejects(1);
        scenario.pass(Duration.ofMinutes(10));
        assertThat(scenario.stories()).hasSize(2);

        scenario.happens("somebody frees it", () -> disk.others(-20));
        scenario.pass(A_WHILE);
        scenario.happens("and fills it again", () -> disk.others(20));
        scenario.pass(A_WHILE);

        assertThat(scenario.stories()).hasSize(3).last().isEqualTo("** A person is needed: disk of vm is filling");
    }

    @Test
    void a_class_that_is_off_holds_up_no_other() throws Exception {
        scenario.classes(Map.of(Action.CLEANUP_CACHE, Mode.OFF, Action.CLEANUP_CONTAINERS, Mode.OFF));
        disk.others(60).leftover(Sort.CONTAINER, "lab", 5).leftover(Sort.BUILD_CACHE, "piece", 5);
        disk.leftover(Sort.IMAGE, "app:1", 20);

        fills();
        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly(cleanup("images", "app:1", 200));
    }

    @Test
    void asks_the_engine_again_when_it_was_busy_counting() throws Exception {
        disk.others(70).leftover(Sort.BUILD_CACHE, "piece", 18);
        disk.refusesToList("a disk usage operation is already running");
        scenario.start();
        scenario.pass(Duration.ofMinutes(5));
        assertThat(scenario.seen()).isEmpty();

        disk.lists();
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.seen()).containsExactly(cleanup("cache", "piece", 180), HEALED);
    }

    @Test
    void what_comes_up_after_a_person_was_told_goes_all_the_same() throws Exception {
        disk.others(88);
        fills();
        assertThat(scenario.stories()).containsExactly("** A person is needed: disk of vm is filling");

        disk.leftover(Sort.BUILD_CACHE, "piece", 9).others(-9);
        scenario.happens("it is listed", () -> scenario.host.lookAt(SimulatedDisk.ID));
        scenario.pass(Duration.ofMinutes(1));
        scenario.happens("it is listed", () -> scenario.host.lookAt(SimulatedDisk.ID));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly(cleanup("cache", "piece", 90));
        assertThat(scenario.stories()).last().isEqualTo(HEALED);
    }

    @Test
    void what_takes_several_plans_of_a_hundred_is_one_try() throws Exception {
        scenario.limits(ONE_TRY);
        disk.others(70);
        for (var i = 0; i < 250; i++) disk.piece("piece " + i);

        fills();

        assertThat(scenario.requests()).hasSize(160);
        assertThat(scenario.stories()).containsExactly(HEALED);
    }

    @Test
    void what_fills_as_fast_as_it_is_emptied_is_given_up() throws Exception {
        scenario.limits(ONE_TRY);
        disk.others(70).leftover(Sort.BUILD_CACHE, "1", 18);
        scenario.start();
        scenario.pass(Duration.ofSeconds(40));
        assertThat(scenario.requests()).hasSize(1);

        disk.leftover(Sort.BUILD_CACHE, "2", 16);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).hasSize(1);
        assertThat(scenario.stories()).containsExactly("** A person is needed: disk of vm is filling");
    }

    @Test
    void says_once_more_when_what_was_filling_is_nearly_full() throws Exception {
        disk.others(88);
        fills();
        assertThat(scenario.stories()).hasSize(1);

        scenario.happens("it fills on", () -> disk.others(9));
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.stories())
                .containsExactly(
                        "** A person is needed: disk of vm is filling", "** A person is needed: disk of vm is filling");
        assertThat(scenario.incident(1).diagnosis().orElseThrow().says()).startsWith("It is 97 % full");
    }

    @Test
    void counts_a_plan_of_many_steps_as_one_try() throws Exception {
        disk.others(50);
        for (var i = 0; i < 40; i++) disk.leftover(Sort.BUILD_CACHE, "piece " + i, 1);

        fills();

        assertThat(scenario.requests()).hasSize(11);
        assertThat(scenario.stories()).containsExactly(HEALED);
    }

    @Test
    void does_not_repeat_after_a_crash_what_has_happened() throws Exception {
        disk.others(70).leftover(Sort.BUILD_CACHE, "piece", 18);
        scenario.start();
        scenario.host.losesAnswers(true);
        scenario.pass(Duration.ofSeconds(40));
        assertThat(scenario.requests()).hasSize(1);

        scenario.crash();
        scenario.host.losesAnswers(false);
        scenario.start();
        scenario.pass(Duration.ofMinutes(8));

        assertThat(scenario.requests()).hasSize(1);
        assertThat(scenario.stories()).containsExactly(HEALED);
    }

    @Test
    void begins_nothing_more_while_it_is_paused() throws Exception {
        disk.others(70).leftover(Sort.BUILD_CACHE, "piece", 18);
        scenario.start();
        scenario.says(new Desk.Word.Pause());
        scenario.pass(A_WHILE);
        assertThat(scenario.requests()).isEmpty();

        scenario.says(new Desk.Word.Resume());
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).hasSize(1);
    }
}
