package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.OverallState;
import homelab.model.Resolution;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.Status;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Between its start and its first look, and too long after its last one, the agent knows nothing, and claims nothing. */
class FirstLookTest extends ScenarioTest {
    @Test
    void watches_on_what_was_settling_when_it_ended() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(3));

        scenario.crash();
        scenario.startBlind();
        scenario.pass(Duration.ofSeconds(5));
        scenario.host.fullLook();
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.seen()).containsExactly("-> container.start web", "** Healed: web crashed");
    }

    @Test
    void goes_on_with_a_plan_that_it_had_begun() throws Exception {
        scenario.running(10);
        scenario.start();
        scenario.happens("all die", () -> scenario.host.boxes().forEach(box -> scenario.host.dies(box, 137)));
        scenario.pass(Duration.ofSeconds(10));
        var storm = scenario.group().id();
        scenario.says(new Desk.Word.Approve(storm, Optional.empty()), () -> Files.createFile(data.resolve("pause")));
        scenario.pass(Duration.ofSeconds(3));

        scenario.crash();
        Files.delete(data.resolve("pause"));
        scenario.startBlind();
        scenario.pass(Duration.ofSeconds(5));
        scenario.host.fullLook();
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.requests()).hasSize(10).doesNotHaveDuplicates();
        assertThat(scenario.stories())
                .filteredOn(story -> story.startsWith("** Question"))
                .hasSize(1);
        assertThat(scenario.incident(storm.number()).stage())
                .isInstanceOfSatisfying(
                        Stage.Resolved.class, end -> assertThat(end.how()).isEqualTo(Resolution.HEALED));
    }

    @Test
    void says_why_once_it_can_look_again() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.dies(web, 1);
        scenario.turnsOnce();

        scenario.crash();
        scenario.passUnseen(Duration.ofSeconds(8));
        scenario.startBlind();
        scenario.pass(Duration.ofSeconds(8));
        scenario.host.fullLook();
        scenario.pass(Duration.ofSeconds(60));

        assertThat(scenario.seen()).containsExactly("-> container.start web", "** Healed: web crashed");
    }

    @Test
    void what_was_removed_while_a_call_was_unanswered_is_over_and_its_successor_is_healed() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.answers(false);
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(2));
        scenario.host.answers(true);
        scenario.happens("web is removed", () -> scenario.host.removed(web));
        scenario.pass(Duration.ofSeconds(2));

        var successor = scenario.host.box("web");
        successor.id = "web-2";
        scenario.happens("web is made anew", () -> scenario.host.starts(successor));
        scenario.pass(Duration.ofMinutes(2));
        scenario.happens("it dies", () -> scenario.host.dies(successor, 1));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).containsExactly("-> container.start web", "-> container.start web");
        assertThat(scenario.stories()).containsExactly("** Healed: web crashed");
    }

    @Test
    void is_not_healthy_before_it_has_looked() throws Exception {
        scenario.running("web");

        scenario.startBlind();

        assertThat(scenario.desk().status().state()).isEqualTo(OverallState.DEGRADED);
        assertThat(scenario.desk().status().sources())
                .hasSize(1)
                .allMatch(source -> source.lastLook().isEmpty());
    }

    @Test
    void is_not_healthy_when_it_was_not_looked_at_for_long_and_nothing_says_why() throws Exception {
        scenario.running("web");
        scenario.start();
        scenario.host.goesDark(true);

        scenario.pass(Duration.ofMinutes(3));
        assertThat(scenario.desk().status().state()).isEqualTo(OverallState.HEALTHY);
        scenario.passUnseen(Duration.ofHours(2));
        scenario.settle();

        assertThat(scenario.desk().status().state()).isEqualTo(OverallState.DEGRADED);
        assertThat(scenario.desk().status().sources())
                .containsExactly(new Status.SourceState(
                        "vm", Optional.of(ManualClock.START), Optional.of("the last full look was 2 h ago")));
        assertThat(scenario.desk().resources())
                .extracting(Sighting::unseen)
                .containsExactly(Optional.of("the last full look was 2 h ago"), Optional.of("its host can't be seen"));
    }
}
