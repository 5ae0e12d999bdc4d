package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Action;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Mode;
import homelab.model.ShadowScore;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While it only watches, it keeps the score of what it would have done. */
class ShadowTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void counts_what_recovered_alone() throws Exception {
        var web = scenario.running("web");
        web.checked = true;
        web.verdict = Verdict.HEALTHY;
        scenario.onlyWatching().start();

        scenario.happens("web is unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofMinutes(5));
        assertThat(scenario.desk().shadowScores())
                .containsExactly(new ShadowScore(Action.CONTAINER_RESTART, 1, 0, 0, 0, 0, 1));
        scenario.happens("web is well", () -> scenario.host.becomes(web, Verdict.HEALTHY));
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.desk().shadowScores())
                .containsExactly(new ShadowScore(Action.CONTAINER_RESTART, 1, 0, 1, 0, 0, 0));
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void counts_what_stayed_down_for_ten_minutes_even_over_a_restart_of_its_own() throws Exception {
        var web = scenario.running("web");
        scenario.onlyWatching().start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(5));
        scenario.crash();
        scenario.start();
        scenario.pass(Duration.ofMinutes(6));

        assertThat(scenario.desk().shadowScores())
                .containsExactly(new ShadowScore(Action.CONTAINER_START, 1, 0, 0, 1, 0, 0));
    }

    @Test
    void counts_what_somebody_saw_to_and_what_it_would_have_asked() throws Exception {
        var web = scenario.running("web");
        var paths = scenario.running("paths");
        paths.wishes = new Wishes(false, Optional.empty(), true, false, Optional.empty(), Optional.empty());
        scenario.onlyWatching().start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(1));
        scenario.happens("somebody starts web", () -> scenario.host.starts(web));
        scenario.pass(Duration.ofMinutes(1));
        scenario.happens("paths dies", () -> scenario.host.dies(paths, 1));
        scenario.pass(Duration.ofMinutes(11));

        assertThat(scenario.desk().shadowScores())
                .containsExactly(new ShadowScore(Action.CONTAINER_START, 1, 1, 0, 1, 1, 0));
    }

    @Test
    void what_was_let_go_on_is_in_no_count_of_how_it_came_out() throws Exception {
        var web = scenario.running("web");
        scenario.onlyWatching().start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(1));
        scenario.says(new Desk.Word.SetMode(true));
        scenario.pass(Duration.ofMinutes(12));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.desk().shadowScores())
                .containsExactly(new ShadowScore(Action.CONTAINER_START, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void keeps_the_score_of_a_class_that_is_only_observed_while_others_heal() throws Exception {
        var web = scenario.running("web");
        scenario.classes(Map.of(Action.CONTAINER_START, Mode.OBSERVE)).start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.incident(1).decision().orElseThrow().reason())
                .isEqualTo("this class is only observed; it would have run container.start web");
        assertThat(scenario.desk().shadowScores())
                .containsExactly(new ShadowScore(Action.CONTAINER_START, 1, 0, 0, 0, 0, 1));
    }
}
