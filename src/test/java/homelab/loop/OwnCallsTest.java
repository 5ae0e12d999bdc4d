package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Attempt;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Incident;
import homelab.model.Outcome;
import homelab.model.OverallState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the agent itself did: written down before, done once, told from what others do, looked at and never repeated. */
class OwnCallsTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void nothing_is_called_whose_intent_is_not_on_disk_and_it_is_made_good_later() throws Exception {
        var web = scenario.running("web");
        scenario.start();

        scenario.storeBreaks();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(30));
        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.desk().status().notes())
                .singleElement()
                .asString()
                .startsWith("Nothing new is begun, because the store can't be written");
        assertThat(scenario.desk().status().state()).isEqualTo(OverallState.UNHEALTHY);
        scenario.storeIsMended();
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.desk().status().notes()).isEmpty();
    }

    @Test
    void a_call_whose_answer_the_process_did_not_live_to_hear_is_not_repeated() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.losesAnswers(true);

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.crash();
        scenario.host.losesAnswers(false);
        scenario.start();
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.seen()).containsExactly("-> container.start web", "** Healed: web crashed");
        assertThat(outcomes(scenario.incident(1))).containsExactly("RECOVERED");
    }

    @Test
    void a_call_that_the_process_did_not_live_to_send_is_sent_by_a_new_intent_after_its_deadline() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.callsGoOut(false);
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));

        scenario.crash();
        scenario.callsGoOut(true);
        scenario.start();
        scenario.pass(Duration.ofSeconds(39));
        assertThat(scenario.requests()).isEmpty();
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(outcomes(scenario.incident(1))).containsExactly("FAILED", "RECOVERED");
        assertThat(scenario.incident(1).attempts()).extracting(Attempt::intent).doesNotHaveDuplicates();
    }

    @Test
    void what_can_not_be_seen_after_the_deadline_is_not_judged_by_an_old_look() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.losesAnswers(true);
        scenario.callsGoOut(false);
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));

        scenario.crash();
        scenario.callsGoOut(true);
        scenario.start();
        scenario.host.goesDark(true);
        scenario.pass(Duration.ofMinutes(3));
        assertThat(outcomes(scenario.incident(1))).containsExactly("");
        scenario.host.goesDark(false);
        scenario.pass(Duration.ofSeconds(2));

        assertThat(outcomes(scenario.incident(1))).startsWith("FAILED");
    }

    @Test
    void its_own_restart_is_not_taken_for_a_persons_stop() throws Exception {
        var web = healthy("web");
        scenario.start();
        web.breaksOnRestart = true;

        scenario.happens("web is unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        web.breaksOnRestart = false;
        scenario.pass(Duration.ofSeconds(60));

        assertThat(scenario.requests()).containsExactly("-> container.restart web", "-> container.start web");
    }

    @Test
    void a_restart_told_late_is_still_known_as_its_own() throws Exception {
        var web = healthy("web");
        scenario.start();
        scenario.host.tellsLate();

        scenario.happens("web is unhealthy, which a full look finds", () -> {
            scenario.host.becomes(web, Verdict.UNHEALTHY);
            scenario.host.fullLook();
        });
        assertThat(scenario.requests()).containsExactly("-> container.restart web");
        scenario.happens("its kill and its end are told after the answer", () -> scenario.host.tellsNext(3));
        scenario.happens("its start is told", () -> scenario.host.tellsNext(1));
        scenario.happens("web is healthy", () -> scenario.host.becomes(web, Verdict.HEALTHY));
        scenario.pass(Duration.ofSeconds(30));

        assertThat(scenario.stories()).containsExactly("** Healed: web is unhealthy");
    }

    @Test
    void a_persons_stop_after_its_own_restart_is_a_persons() throws Exception {
        var web = healthy("web");
        scenario.start();
        scenario.happens("web is unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofSeconds(3));

        scenario.happens("docker stop web", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).containsExactly("-> container.restart web");
        assertThat(scenario.incident(1).stage().word()).isEqualTo("RESOLVED");
    }

    @Test
    void whose_a_stop_was_that_an_earlier_process_may_have_sent_is_asked() throws Exception {
        var web = healthy("web");
        scenario.start();
        scenario.callsGoOut(false);
        scenario.happens("web is unhealthy", () -> scenario.host.becomes(web, Verdict.UNHEALTHY));

        scenario.crash();
        scenario.callsGoOut(true);
        scenario.start();
        scenario.happens("web is stopped, by whomever", () -> {
            scenario.host.signalled(web, 15, true);
            scenario.host.dies(web, 143);
        });
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.stories()).containsExactly("** Question: web is unhealthy");
    }

    @Test
    void a_call_held_back_by_a_short_lease_waits_and_counts_as_no_try() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.leaseLasts(false);

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(1));
        assertThat(scenario.requests()).isEmpty();
        assertThat(outcomes(scenario.incident(1))).hasSizeBetween(2, 13).containsOnly("UNKNOWN");
        scenario.leaseLasts(true);
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
        assertThat(scenario.stories()).isEmpty();
    }

    @Test
    void evidence_that_never_comes_does_not_hold_up_the_repair() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.evidenceComes(false);

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(6));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    private Box healthy(String name) {
        var box = scenario.running(name);
        box.checked = true;
        box.verdict = Verdict.HEALTHY;
        return box;
    }

    private static List<String> outcomes(Incident incident) {
        return incident.attempts().stream()
                .map(attempt -> attempt.outcome().map(Outcome::word).orElse(""))
                .toList();
    }
}
