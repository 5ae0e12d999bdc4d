package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Detail.RestartPolicy;
import homelab.model.Detail.RestartPolicy.Name;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How trying is counted: on disk, with the intent; and what begins the count anew. */
class TryingTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void tries_once_what_the_engine_refuses_for_a_reason_that_a_start_does_not_cure() throws Exception {
        var web = scenario.running("web");
        scenario.start();
        scenario.host.refusesBecause(
                "invalid mount config for type \"bind\": bind source path does not exist: /mnt/nas/web");

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.seen()).containsExactly("-> container.start web", "** A person is needed: web crashed");
        assertThat(scenario.incident(1).diagnosis().orElseThrow().cause()).isEqualTo("missing-volume");
    }

    @Test
    void tries_are_counted_over_the_end_of_the_process() throws Exception {
        var web = keepsDying("web");
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(15));

        scenario.crash();
        scenario.start();
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.requests()).hasSize(3);
    }

    @Test
    void a_try_is_counted_with_the_intent_and_not_with_its_answer() throws Exception {
        var web = keepsDying("web");
        scenario.start();
        scenario.callsGoOut(false);
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));

        scenario.crash();
        scenario.callsGoOut(true);
        scenario.start();
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.requests()).hasSize(2);
    }

    @Test
    void after_the_last_try_it_stays_a_persons() throws Exception {
        var web = keepsDying("web");
        scenario.start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofHours(3));

        assertThat(scenario.requests()).hasSize(3);
        assertThat(scenario.incident(1).stage().word()).isEqualTo("ESCALATED");
    }

    @Test
    void a_yes_begins_anew() throws Exception {
        var web = escalated();

        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.requests()).hasSize(3 + 1 + 3);
        assertThat(web.state.runs()).isFalse();
    }

    @Test
    void a_persons_start_begins_anew() throws Exception {
        var web = escalated();

        scenario.happens("a person starts web", () -> scenario.host.starts(web));
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.requests()).hasSize(3);
        web.diesAfter = Optional.empty();
        scenario.happens("a person starts web", () -> scenario.host.starts(web));
        scenario.pass(Duration.ofSeconds(40));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).hasSize(4);
    }

    @Test
    void a_new_container_begins_anew() throws Exception {
        var web = escalated();

        scenario.host.deafen();
        scenario.happens("its owner makes it anew", () -> {
            scenario.host.recreated(web);
            scenario.host.hearsAgain();
        });
        web.diesAfter = Optional.empty();
        scenario.pass(Duration.ofSeconds(2));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).hasSize(4);
    }

    @Test
    void a_start_by_dockers_policy_does_not_begin_anew() throws Exception {
        var web = scenario.running("web");
        web.policy = new RestartPolicy(Name.ON_FAILURE, 1);
        web.restartCount = 1;
        web.diesAfter = Optional.of(Duration.ofSeconds(5));
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(5));
        assertThat(scenario.requests()).hasSize(3);

        web.diesAfter = Optional.empty();
        scenario.happens("the policy starts it after all", () -> scenario.host.starts(web));
        scenario.pass(Duration.ofSeconds(40));
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).hasSize(3);
    }

    private Box keepsDying(String name) {
        var box = scenario.running(name);
        box.diesAfter = Optional.of(Duration.ofSeconds(5));
        return box;
    }

    private Box escalated() throws Exception {
        var web = keepsDying("web");
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofMinutes(5));
        assertThat(scenario.incident(1).stage().word()).isEqualTo("ESCALATED");
        assertThat(scenario.requests()).hasSize(3);
        return web;
    }
}
