package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Dependency;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Resolution;
import homelab.model.Risk;
import homelab.model.Stage;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What falls together is one matter; what falls later, or must be asked about for itself, is another. */
class GroupsTest extends ScenarioTest {
    @Test
    void what_crashes_after_a_storm_was_decided_is_healed_for_itself() throws Exception {
        scenario.running(10);
        var all = scenario.host.boxes();
        scenario.start();
        scenario.happens("four die", () -> all.subList(0, 4).forEach(box -> scenario.host.dies(box, 1)));
        scenario.pass(Duration.ofMinutes(61));
        scenario.happens("three are started", () -> all.subList(0, 3).forEach(scenario.host::starts));
        scenario.pass(Duration.ofMinutes(5));

        scenario.happens("another dies", () -> scenario.host.dies(all.get(8), 1));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).containsExactly("-> container.start c09");
        assertThat(scenario.stories()).contains("** Healed: c09 crashed");
    }

    @Test
    void what_falls_with_the_engine_again_is_started_again() throws Exception {
        scenario.running(5);
        scenario.start();
        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.pass(Duration.ofSeconds(5));
        scenario.host.boxes().getFirst().diesAfter = Optional.of(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(5));
        var before = scenario.requests().size();

        scenario.happens("the engine is killed again", () -> scenario.host.fallsAndKills(137));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests().subList(before, scenario.requests().size()))
                .contains(
                        "-> container.start c02",
                        "-> container.start c03",
                        "-> container.start c04",
                        "-> container.start c05");
    }

    @Test
    void one_that_must_be_asked_about_does_not_hold_up_what_fell_with_the_engine() throws Exception {
        scenario.running(5);
        var moved = scenario.host.boxes().getFirst();
        moved.mountedOn = Optional.of("nfs4 nas:/media on /srv");
        scenario.start();
        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        moved.mountedOn = Optional.of("ext4 /dev/sda1 on /");
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests())
                .containsExactly(
                        "-> container.start c02",
                        "-> container.start c03",
                        "-> container.start c04",
                        "-> container.start c05");
        assertThat(scenario.stories()).contains("** Question: c01 did not come back with Docker");
    }

    @Test
    void one_that_was_tried_too_often_does_not_hold_up_what_fell_with_the_engine() throws Exception {
        scenario.running(4);
        scenario.start();
        var weak = scenario.host.boxes().getFirst();
        for (var fall = 0; fall < 3; fall++) {
            scenario.happens("c01 dies", () -> scenario.host.dies(weak, 1));
            scenario.pass(Duration.ofMinutes(4));
        }
        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests().subList(3, scenario.requests().size()))
                .containsExactly("-> container.start c02", "-> container.start c03", "-> container.start c04");
    }

    @Test
    void warns_of_each_changed_mount_before_a_storm_is_approved() throws Exception {
        scenario.running(5);
        scenario.host.boxes().forEach(box -> box.mountedOn = Optional.of("nfs4 nas:/media on /srv"));
        scenario.start();
        scenario.happens(
                "the NAS goes away and all die",
                () -> scenario.host.boxes().forEach(box -> {
                    box.mountedOn = Optional.of("ext4 /dev/sda1 on /");
                    scenario.host.dies(box, 1);
                }));
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.group().remedy().orElseThrow().warning())
                .contains("/srv/c01 lay on nfs4 nas:/media on /srv while c01 ran; now it lies on ext4 /dev/sda1 on /")
                .contains("/srv/c05 lay on");
    }

    @Test
    void an_approval_does_not_cover_a_mount_that_changed_since_the_question() throws Exception {
        scenario.running(5);
        scenario.host.boxes().forEach(box -> box.mountedOn = Optional.of("nfs4 nas:/media on /srv"));
        scenario.start();
        scenario.happens("all die", () -> scenario.host.boxes().forEach(box -> scenario.host.dies(box, 1)));
        scenario.pass(Duration.ofSeconds(10));
        var asked = scenario.group();

        scenario.happens(
                "the NAS goes away",
                () -> scenario.host.boxes().forEach(box -> box.mountedOn = Optional.of("ext4 /dev/sda1 on /")));
        scenario.host.fullLook();
        scenario.approves(asked.id().number(), asked.remedy().orElseThrow().hash());
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.group().stage()).isInstanceOf(Stage.AwaitingApproval.class);
    }

    @Test
    void what_a_plan_started_is_healed_and_not_somebodys_doing() throws Exception {
        scenario.running(4);
        scenario.start();
        scenario.happens("all die", () -> scenario.host.boxes().forEach(box -> scenario.host.dies(box, 137)));
        scenario.pass(Duration.ofSeconds(10));
        scenario.approves(scenario.group().id().number());
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.incidents())
                .hasSize(5)
                .allSatisfy(one -> assertThat(one.stage())
                        .isInstanceOfSatisfying(
                                Stage.Resolved.class,
                                end -> assertThat(end.how()).isEqualTo(Resolution.HEALED)));
    }

    @Test
    void asks_the_same_question_still_when_one_of_them_is_removed() throws Exception {
        scenario.running(5);
        scenario.start();
        scenario.happens("all die", () -> scenario.host.boxes().forEach(box -> scenario.host.dies(box, 137)));
        scenario.pass(Duration.ofSeconds(10));
        var asked = scenario.group();

        scenario.happens("one is removed", () -> scenario.host.removed(scenario.host.box("c03")));
        scenario.pass(Duration.ofSeconds(10));
        scenario.approves(asked.id().number(), asked.remedy().orElseThrow().hash());
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).hasSize(4).doesNotContain("-> container.start c03");
        assertThat(scenario.stories())
                .filteredOn(story -> story.startsWith("** Question"))
                .hasSize(1);
    }

    @Test
    void restarting_three_running_things_is_high_risk_however_little_each_is() throws Exception {
        scenario.running(4).host.boxes().forEach(box -> {
            box.checked = true;
            box.verdict = Verdict.HEALTHY;
        });
        scenario.start();

        scenario.happens(
                "all become unhealthy",
                () -> scenario.host.boxes().forEach(box -> scenario.host.becomes(box, Verdict.UNHEALTHY)));
        scenario.pass(Duration.ofSeconds(10));

        assertThat(scenario.group().remedy().orElseThrow().risk()).isEqualTo(Risk.HIGH);
    }

    @Test
    void what_was_told_alone_while_only_watching_belongs_to_the_storm_that_follows() throws Exception {
        scenario.running(5);
        scenario.onlyWatching().start();
        var all = scenario.host.boxes();
        scenario.happens("one dies", () -> scenario.host.dies(all.getFirst(), 1));
        scenario.pass(Duration.ofSeconds(2));

        scenario.happens("the others die", () -> all.subList(1, 5).forEach(box -> scenario.host.dies(box, 1)));
        scenario.pass(Duration.ofSeconds(2));

        assertThat(scenario.incident(1).stage())
                .isEqualTo(new Stage.Joined(scenario.group().id()));
    }

    @Test
    void what_fell_with_its_engine_is_no_storm() throws Exception {
        scenario.running(4)
                .host
                .boxes()
                .forEach(box -> box.wishes =
                        new Wishes(false, Optional.empty(), true, false, Optional.empty(), Optional.empty()));
        scenario.start();
        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.pass(Duration.ofSeconds(5));
        scenario.happens("it is back", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.stories())
                .containsExactlyInAnyOrder(
                        "** Question: c01 did not come back with Docker",
                        "** Question: c02 did not come back with Docker",
                        "** Question: c03 did not come back with Docker",
                        "** Question: c04 did not come back with Docker");
    }

    @Test
    void looks_twice_when_three_things_fell_at_once() throws Exception {
        scenario.running(20);
        scenario.start();

        scenario.happens(
                "three die", () -> scenario.host.boxes().subList(0, 3).forEach(box -> scenario.host.dies(box, 1)));
        assertThat(scenario.requests()).isEmpty();
        scenario.pass(Duration.ofSeconds(8));

        assertThat(scenario.requests())
                .containsExactlyInAnyOrder(
                        "-> container.start c01", "-> container.start c02", "-> container.start c03");
    }

    @Test
    void a_step_is_not_begun_when_its_mount_changed_after_the_approval() throws Exception {
        asksAboutAChain();
        scenario.approves(scenario.group().id().number());
        scenario.host.box("c02").mountedOn = Optional.of("ext4 /dev/sda1 on /");
        scenario.host.fullLook();
        scenario.happens("c01 is healthy", () -> scenario.host.becomes(scenario.host.box("c01"), Verdict.HEALTHY));
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.requests()).contains("-> container.start c01").doesNotContain("-> container.start c02");
    }

    @Test
    void a_step_whose_target_was_removed_does_not_hold_up_the_plan() throws Exception {
        asksAboutAChain();
        var storm = scenario.group().id();
        scenario.approves(storm.number());
        scenario.happens("c02 is removed", () -> scenario.host.removed(scenario.host.box("c02")));
        scenario.happens("c01 is healthy", () -> scenario.host.becomes(scenario.host.box("c01"), Verdict.HEALTHY));
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.incident(storm.number()).stage()).isInstanceOf(Stage.Resolved.class);
    }

    /** All of four are down; c02 waits until c01 is healthy. */
    private void asksAboutAChain() throws Exception {
        scenario.running(4);
        var first = scenario.host.box("c01");
        first.checked = true;
        first.verdict = Verdict.HEALTHY;
        var second = scenario.host.box("c02");
        second.needs = List.of(new Dependency("", "c01", Dependency.When.HEALTHY));
        second.mountedOn = Optional.of("nfs4 nas:/media on /srv");
        scenario.start();
        scenario.happens("all die", () -> scenario.host.boxes().forEach(box -> scenario.host.dies(box, 1)));
        scenario.pass(Duration.ofSeconds(10));
    }
}
