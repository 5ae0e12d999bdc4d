package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Detail.HealthCheck.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the agent does about one container. */
class HealingTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void starts_what_crashed_and_tells_it_once_it_was_seen_to_run() throws Exception {
        var web = scenario.running("web");
        scenario.start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(29));
        assertThat(scenario.seen()).containsExactly("-> container.start web");
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.seen()).containsExactly("-> container.start web", "** Healed: web crashed");
        assertThat(scenario.incident(1).stage().word()).isEqualTo("RESOLVED");
    }

    @Test
    void restarts_what_became_unhealthy_after_it_was_healthy() throws Exception {
        var web = scenario.running("web");
        web.checked = true;
        web.verdict = Verdict.HEALTHY;
        scenario.start();

        scenario.happens("web is unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofSeconds(3));
        scenario.happens("web is healthy", () -> scenario.host.becomes(web, Verdict.HEALTHY));
        scenario.pass(Duration.ofSeconds(15));

        assertThat(scenario.seen()).containsExactly("-> container.restart web", "** Healed: web is unhealthy");
    }

    @Test
    void never_calls_healed_what_dies_again_and_stops_after_three_tries() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        web.diesAfter = java.util.Optional.of(Duration.ofSeconds(20));

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(20));

        assertThat(scenario.seen())
                .containsExactly(
                        "-> container.start web",
                        "-> container.start web",
                        "-> container.start web",
                        "** A person is needed: web crashed");
    }

    @Test
    void leaves_what_a_person_stopped() throws Exception {
        var web = scenario.running("web");
        scenario.start();

        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });
        scenario.pass(Duration.ofMinutes(90));

        assertThat(scenario.seen()).isEmpty();
        assertThat(scenario.incidents()).isEmpty();
    }

    @Test
    void asks_one_question_when_much_falls_at_once() throws Exception {
        scenario.start();

        scenario.happens(
                "eight of ten die",
                () -> scenario.host.boxes().stream().limit(8).forEach(box -> scenario.host.dies(box, 137)));
        scenario.pass(Duration.ofSeconds(40));

        assertThat(scenario.seen()).containsExactly("** Question: Much of vm fell at once");
    }
}
