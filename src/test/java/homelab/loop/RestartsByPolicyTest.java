package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Detail;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers that Docker's own policy starts again, and how a person's start is told from that. */
class RestartsByPolicyTest extends ScenarioTest {
    private static final String LOOP = "** A person is needed: web restarts over and over";

    private Box web;

    @BeforeEach
    void open() {
        web = scenario.running("web");
        web.policy = new Detail.RestartPolicy(Detail.RestartPolicy.Name.ALWAYS, 0);
    }

    private void fallsAndIsRestarted(int times) throws Exception {
        for (var i = 0; i < times; i++) {
            scenario.happens("web dies", () -> scenario.host.dies(web, 1));
            scenario.happens("the policy starts it", () -> scenario.host.restartedByPolicy(web));
            scenario.pass(Duration.ofSeconds(60));
        }
    }

    private void leaves(long incident) throws Exception {
        scenario.says(new Desk.Word.Reject(new Incident.Id(incident), Optional.empty()));
    }

    @Test
    void restarts_while_nobody_looked_are_no_loop() throws Exception {
        scenario.start();
        scenario.crash();

        scenario.passUnseen(Duration.ofDays(7));
        web.restartCount = 3;
        web.startedAt = web.startedAt.map(at -> at.plus(Duration.ofDays(6)));
        scenario.start();
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void restarts_within_a_short_absence_are_a_loop() throws Exception {
        scenario.start();
        scenario.crash();

        scenario.passUnseen(Duration.ofMinutes(2));
        web.restartCount = 3;
        web.startedAt = web.startedAt.map(at -> at.plus(Duration.ofMinutes(61)));
        scenario.start();
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.seen()).containsExactly(LOOP);
    }

    @Test
    void a_loop_that_a_person_said_to_leave_is_left_over_its_next_restarts() throws Exception {
        scenario.start();
        fallsAndIsRestarted(3);

        leaves(1);
        fallsAndIsRestarted(5);

        assertThat(scenario.stories()).startsWith(LOOP).hasSize(2);
        assertThat(scenario.incidents()).hasSize(1);
    }

    @Test
    void a_persons_start_ends_the_word_to_leave_a_loop() throws Exception {
        scenario.start();
        fallsAndIsRestarted(3);
        leaves(1);
        fallsAndIsRestarted(1);

        web.restartCount = 0;
        scenario.happens("docker restart web", () -> scenario.host.starts(web));
        scenario.pass(Duration.ofMinutes(1));
        fallsAndIsRestarted(3);

        assertThat(scenario.stories()).filteredOn(LOOP::equals).hasSize(2);
    }

    private int tries() throws Exception {
        try (var store = scenario.memory()) {
            return store.load().histories().stream()
                    .filter(history -> history.lineage().name().equals("web"))
                    .mapToInt(history -> history.tries().size())
                    .sum();
        }
    }

    private void becomesUnhealthyAndIsHealed() throws Exception {
        scenario.happens("web is unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofSeconds(2));
        scenario.happens("it is healthy again", () -> scenario.host.becomes(web, Verdict.HEALTHY));
        scenario.pass(Duration.ofMinutes(1));
    }

    private void startsHealthy() throws Exception {
        web.checked = true;
        web.verdict = Verdict.HEALTHY;
        scenario.start();
    }

    @Test
    void a_try_of_ours_and_a_restart_by_policy_do_not_clear_the_count() throws Exception {
        startsHealthy();
        becomesUnhealthyAndIsHealed();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.happens("the policy starts it", () -> scenario.host.restartedByPolicy(web));
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).isEqualTo(List.of("-> container.restart web"));
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void a_persons_start_clears_the_count_of_what_has_a_policy_too() throws Exception {
        startsHealthy();
        becomesUnhealthyAndIsHealed();

        scenario.happens("docker restart web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
            scenario.host.starts(web);
        });
        scenario.pass(Duration.ofMinutes(1));

        assertThat(tries()).isZero();
    }

    @Test
    void what_its_engine_starts_after_a_fall_was_started_by_nobody() throws Exception {
        startsHealthy();
        becomesUnhealthyAndIsHealed();

        scenario.happens("the engine is killed", () -> scenario.host.fallsAndKills(137));
        scenario.pass(Duration.ofSeconds(5));
        scenario.host.starts(web);
        scenario.happens("it is back, and has started it", scenario.host::comesBack);
        scenario.pass(Duration.ofMinutes(1));

        assertThat(tries()).isEqualTo(1);
    }
}
