package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Detail.RestartPolicy;
import homelab.model.Detail.RestartPolicy.Name;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Docker's own restart policy does is Docker's business, until it does it too often or not at all. */
class DockersPolicyTest extends ScenarioTest {
    @BeforeEach
    void open() {
        scenario.running(10);
    }

    @Test
    void starts_what_failed_more_often_than_its_policy_tries() throws Exception {
        var web = scenario.running("web");
        web.policy = new RestartPolicy(Name.ON_FAILURE, 2);
        web.restartCount = 2;
        scenario.start();

        scenario.happens("web dies for the last time", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.requests()).containsExactly("-> container.start web");
    }

    @Test
    void asks_when_the_policy_has_not_started_it_after_a_minute_and_a_half() throws Exception {
        var web = scenario.running("web");
        web.policy = new RestartPolicy(Name.UNLESS_STOPPED, 0);
        scenario.start();

        scenario.happens("web dies", () -> scenario.host.dies(web, 1));
        scenario.pass(Duration.ofSeconds(89));
        assertThat(scenario.seen()).isEmpty();
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.seen()).containsExactly("** Question: web is down");
    }

    @Test
    void two_restarts_are_no_loop_and_the_third_within_ten_minutes_is() throws Exception {
        var web = restarting("web");
        scenario.start();

        restarts(web);
        scenario.pass(Duration.ofMinutes(4));
        restarts(web);
        scenario.pass(Duration.ofMinutes(4));
        assertThat(scenario.seen()).isEmpty();
        restarts(web);
        scenario.pass(Duration.ofSeconds(5));

        assertThat(scenario.seen()).containsExactly("** A person is needed: web restarts over and over");
        assertThat(scenario.incident(1).diagnosis().orElseThrow().says()).contains("last words of web");
        assertThat(scenario.incident(1).remedy()).isEmpty();
    }

    @Test
    void restarts_further_apart_are_no_loop() throws Exception {
        var web = restarting("web");
        scenario.start();

        for (var i = 0; i < 5; i++) {
            restarts(web);
            scenario.pass(Duration.ofSeconds(310));
        }

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void a_loop_is_over_ten_minutes_after_its_last_restart_and_not_before() throws Exception {
        var web = restarting("web");
        scenario.start();
        for (var i = 0; i < 3; i++) {
            restarts(web);
            scenario.pass(Duration.ofMinutes(1));
        }

        scenario.pass(Duration.ofSeconds(530));
        assertThat(scenario.incident(1).isOpen()).isTrue();
        scenario.pass(Duration.ofSeconds(20));

        assertThat(scenario.incident(1).isOpen()).isFalse();
    }

    @Test
    void what_its_policy_did_before_the_agent_came_is_no_loop() throws Exception {
        var web = restarting("web");
        web.restartCount = 40;
        scenario.start();

        restarts(web);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.seen()).isEmpty();
    }

    private Box restarting(String name) {
        var box = scenario.running(name);
        box.policy = new RestartPolicy(Name.ALWAYS, 0);
        return box;
    }

    private void restarts(Box box) throws Exception {
        scenario.happens(box.name + " dies", () -> scenario.host.dies(box, 1));
        scenario.happens("the policy starts it", () -> scenario.host.restartedByPolicy(box));
    }
}
