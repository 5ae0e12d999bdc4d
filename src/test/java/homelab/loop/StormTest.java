package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Dependency;
import homelab.model.Dependency.When;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Incident;
import homelab.model.Mode;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When much looks dead at once, one question is asked, and its answer is for exactly what was shown. */
class StormTest extends ScenarioTest {
    private static final String QUESTION = "** Question: Much of vm fell at once";

    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void three_of_ten_are_a_storm() throws Exception {
        scenario.start();

        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.seen()).containsExactly(QUESTION);
    }

    @Test
    void a_disk_is_nothing_that_could_have_fallen_with_them() throws Exception {
        scenario.host.disk().others(50);
        scenario.start();

        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.seen()).containsExactly(QUESTION);
    }

    @Test
    void what_alone_stays_down_of_several_is_seen_to_as_that_one() throws Exception {
        scenario.start();

        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(2));
        scenario.host.starts(scenario.host.box("c01"));
        scenario.host.starts(scenario.host.box("c02"));
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.seen()).containsExactly("-> container.start c03", "** Healed: c03 crashed");
    }

    @Test
    void two_are_none() throws Exception {
        scenario.start();

        dies("c01", "c02");
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).containsExactly("-> container.start c01", "-> container.start c02");
    }

    @Test
    void three_of_eleven_are_too_small_a_part() throws Exception {
        scenario.running("eleventh");
        scenario.start();

        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).hasSize(3);
        assertThat(scenario.stories()).doesNotContain(QUESTION);
    }

    @Test
    void twenty_are_a_storm_among_however_many() throws Exception {
        scenario.running(100);
        scenario.start();

        dies(names(20));
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.seen()).containsExactly(QUESTION);
    }

    @Test
    void nineteen_of_a_hundred_are_healed_one_by_one() throws Exception {
        scenario.running(100);
        scenario.start();

        dies(names(19));
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).hasSize(19);
        assertThat(scenario.stories()).doesNotContain(QUESTION);
    }

    @Test
    void what_fell_more_than_half_a_minute_ago_does_not_count() throws Exception {
        asksFirst("c01");
        scenario.start();
        dies("c01");
        scenario.pass(Duration.ofSeconds(31));

        dies("c02", "c03");
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start c02", "-> container.start c03");
    }

    @Test
    void what_waits_for_an_answer_counts_while_it_is_down() throws Exception {
        asksFirst("c01");
        scenario.start();
        dies("c01");
        scenario.pass(Duration.ofSeconds(20));

        dies("c02", "c03");
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.stories()).last().isEqualTo(QUESTION);
    }

    @Test
    void what_runs_again_does_not_count() throws Exception {
        asksFirst("c01");
        scenario.start();
        dies("c01");
        scenario.happens("somebody starts c01", () -> scenario.host.starts(scenario.host.box("c01")));
        scenario.pass(Duration.ofSeconds(2));

        dies("c02", "c03");
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start c02", "-> container.start c03");
    }

    @Test
    void what_is_being_repaired_counts_too_and_is_finished_before_it_joins() throws Exception {
        scenario.start();
        dies("c01");
        scenario.pass(Duration.ofSeconds(1));
        assertThat(scenario.requests()).containsExactly("-> container.start c01");

        dies("c02", "c03", "c04");
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.seen()).containsExactly("-> container.start c01", QUESTION);
        assertThat(scenario.incident(1).stage().word()).isEqualTo("RESOLVED");
    }

    @Test
    void what_was_begun_before_joins_also_when_the_storm_is_being_repaired_by_then() throws Exception {
        scenario.start();
        dies("c01");
        scenario.pass(Duration.ofSeconds(1));
        dies("c02", "c03", "c04");
        scenario.pass(Duration.ofSeconds(7));

        scenario.approves(storm().id().number());
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.stories())
                .containsExactly(
                        QUESTION, "** Approved: Much of vm fell at once", "** Healed: Much of vm fell at once");
        assertThat(scenario.incidents()).allMatch(one -> one.stage().word().equals("RESOLVED"));
    }

    @Test
    void a_call_that_is_out_counts() throws Exception {
        scenario.start();
        scenario.callsGoOut(false);
        dies("c01");
        scenario.callsGoOut(true);

        dies("c02", "c03");
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.stories()).containsExactly(QUESTION);
    }

    @Test
    void the_question_comes_when_nothing_fell_for_five_seconds() throws Exception {
        scenario.start();
        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(4));
        dies("c04");
        scenario.pass(Duration.ofSeconds(4));
        assertThat(scenario.stories()).isEmpty();

        scenario.pass(Duration.ofSeconds(2));

        assertThat(scenario.stories()).containsExactly(QUESTION);
        assertThat(storm().remedy().orElseThrow().plan()).hasSize(4);
    }

    @Test
    void the_question_comes_after_half_a_minute_even_if_it_goes_on() throws Exception {
        scenario.running(20);
        scenario.start();
        dies("c01", "c02", "c03", "c04", "c05", "c06");
        for (var i = 7; i <= 14; i++) {
            scenario.pass(Duration.ofSeconds(4));
            dies(String.format("c%02d", i));
        }

        assertThat(scenario.stories()).contains(QUESTION);
    }

    @Test
    void what_falls_while_the_question_is_open_makes_it_another_question() throws Exception {
        scenario.start();
        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(10));
        var shown = storm().remedy().orElseThrow().hash();

        dies("c04");
        scenario.pass(Duration.ofSeconds(2));
        var answer = scenario.says(new Desk.Word.Approve(storm().id(), Optional.of(shown)));

        assertThat(answer).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(storm().remedy().orElseThrow().plan()).hasSize(4);
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void what_runs_meanwhile_stays_in_the_plan_and_is_skipped_at_its_step() throws Exception {
        scenario.start();
        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(10));
        var shown = storm().remedy().orElseThrow().hash();

        scenario.happens("somebody starts c01", () -> scenario.host.starts(scenario.host.box("c01")));
        scenario.pass(Duration.ofSeconds(40));
        assertThat(storm().remedy().orElseThrow().hash()).isEqualTo(shown);
        scenario.says(new Desk.Word.Approve(storm().id(), Optional.of(shown)));
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.requests()).containsExactly("-> container.start c02", "-> container.start c03");
    }

    @Test
    void four_are_started_at_a_time() throws Exception {
        scenario.start();
        dies("c01", "c02", "c03", "c04", "c05", "c06");
        scenario.pass(Duration.ofSeconds(10));
        scenario.host.answers(false);

        scenario.approves(storm().id().number());
        scenario.pass(Duration.ofSeconds(30));

        assertThat(scenario.requests()).hasSize(4);
    }

    @Test
    void a_dependant_waits_until_what_it_needs_is_healthy() throws Exception {
        var db = scenario.host.box("c01");
        db.checked = true;
        db.verdict = Verdict.HEALTHY;
        scenario.host.box("c02").needs = List.of(new Dependency("", "c01", When.HEALTHY));
        scenario.start();
        dies("c01", "c02", "c03", "c04");
        scenario.pass(Duration.ofSeconds(10));

        scenario.approves(storm().id().number());
        scenario.pass(Duration.ofSeconds(20));
        assertThat(scenario.requests()).hasSize(3).doesNotContain("-> container.start c02");
        scenario.happens("c01 is healthy", () -> scenario.host.becomes(db, Verdict.HEALTHY));

        assertThat(scenario.requests()).last().isEqualTo("-> container.start c02");
    }

    @Test
    void a_dependant_is_left_when_what_it_needs_does_not_come_to_run() throws Exception {
        var db = scenario.host.box("c01");
        db.checked = true;
        db.verdict = Verdict.HEALTHY;
        scenario.host.box("c02").needs = List.of(new Dependency("", "c01", When.HEALTHY));
        scenario.start();
        dies("c01", "c02", "c03", "c04");
        scenario.pass(Duration.ofSeconds(10));

        scenario.approves(storm().id().number());
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).hasSize(3).doesNotContain("-> container.start c02");
        assertThat(scenario.stories()).last().isEqualTo("** A person is needed: Much of vm fell at once");
    }

    @Test
    void a_root_and_its_dependants_count_once() throws Exception {
        scenario.host.box("c02").needs = List.of(new Dependency("", "c01", When.STARTED));
        scenario.host.box("c03").needs = List.of(new Dependency("", "c01", When.STARTED));
        scenario.start();

        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(90));

        assertThat(scenario.requests()).hasSize(3).first().isEqualTo("-> container.start c01");
        assertThat(scenario.stories()).doesNotContain(QUESTION);
    }

    @Test
    void the_dependants_of_what_joins_join_with_it() throws Exception {
        scenario.host.box("c02").needs = List.of(new Dependency("", "c01", When.STARTED));
        asksFirst("c01");
        scenario.start();
        dies("c01", "c02");
        scenario.pass(Duration.ofSeconds(3));
        assertThat(scenario.incidents()).hasSize(2);

        dies("c03", "c04");
        scenario.pass(Duration.ofSeconds(10));

        assertThat(storm().remedy().orElseThrow().plan())
                .extracting(step -> step.name())
                .containsExactly("c01", "c02", "c03", "c04");
    }

    @Test
    void what_its_owner_opted_out_does_not_count() throws Exception {
        scenario.host.box("c01").wishes =
                new Wishes(true, Optional.empty(), false, false, Optional.empty(), Optional.empty());
        scenario.host.box("c02").wishes =
                new Wishes(false, Optional.of(Mode.OFF), false, false, Optional.empty(), Optional.empty());
        scenario.start();

        dies("c01", "c02", "c03", "c04");
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).containsExactly("-> container.start c03", "-> container.start c04");
    }

    @Test
    void what_a_person_refused_does_not_count() throws Exception {
        asksFirst("c01");
        scenario.start();
        dies("c01");
        scenario.pass(Duration.ofSeconds(1));
        scenario.rejects(1);

        dies("c02", "c03");
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).containsExactly("-> container.start c02", "-> container.start c03");
    }

    @Test
    void what_was_handed_to_a_person_does_not_count() throws Exception {
        scenario.host.box("c01").wishes =
                new Wishes(false, Optional.empty(), false, false, Optional.of(0), Optional.empty());
        scenario.start();
        dies("c01");
        scenario.pass(Duration.ofSeconds(1));
        assertThat(scenario.incident(1).stage().word()).isEqualTo("ESCALATED");

        dies("c02", "c03");
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.requests()).containsExactly("-> container.start c02", "-> container.start c03");
    }

    @Test
    void what_fell_with_its_engine_is_no_storm() throws Exception {
        scenario.start();

        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests()).hasSize(10);
        assertThat(scenario.stories()).doesNotContain(QUESTION);
    }

    @Test
    void while_it_only_watches_a_storm_is_still_one_matter() throws Exception {
        scenario.onlyWatching().start();

        dies("c01");
        scenario.pass(Duration.ofSeconds(1));
        dies("c02", "c03", "c04");
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.stories())
                .containsExactly("** Left alone: c01 crashed", "** Left alone: Much of vm fell at once");
    }

    @Test
    void a_storm_that_is_over_by_itself_says_nothing_of_its_parts() throws Exception {
        scenario.start();
        dies("c01", "c02", "c03");
        scenario.pass(Duration.ofSeconds(10));

        scenario.happens(
                "somebody starts all",
                () -> scenario.host.boxes().stream().limit(3).forEach(scenario.host::starts));
        scenario.pass(Duration.ofSeconds(60));

        assertThat(scenario.stories()).containsExactly(QUESTION, "** Over: Much of vm fell at once");
        assertThat(scenario.incidents()).allMatch(one -> !one.isOpen());
    }

    private void dies(String... names) throws Exception {
        scenario.happens(String.join(", ", names) + " die", () -> {
            for (var name : names) scenario.host.dies(scenario.host.box(name), 137);
        });
    }

    private static String[] names(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> String.format("c%02d", i))
                .toArray(String[]::new);
    }

    private void asksFirst(String name) {
        scenario.host.box(name).wishes =
                new Wishes(false, Optional.of(Mode.ASK), false, false, Optional.empty(), Optional.empty());
    }

    private Incident storm() throws Exception {
        return scenario.incidents().stream()
                .filter(one -> one.title().contains("fell at once"))
                .findFirst()
                .orElseThrow();
    }
}
