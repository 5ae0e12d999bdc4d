package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Dependency;
import homelab.model.Detail.HealthCheck.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container that lives in the network of another, such as a downloader behind a VPN. */
class SharedNetworkTest extends ScenarioTest {
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private Box vpn;
    private Box loader;

    @BeforeEach
    void open() {
        vpn = scenario.running("vpn");
        loader = scenario.running("loader");
        loader.needs = List.of(new Dependency("", vpn.id, Dependency.When.NETWORK));
        scenario.running("calm");
    }

    @Test
    void is_restarted_once_after_the_owner_of_its_network_was() throws Exception {
        begins();

        somebodyRestarts(vpn);
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("-> container.restart loader", "** Healed: loader has no network");
    }

    @Test
    void follows_also_a_restart_of_ours() throws Exception {
        vpn.checked = true;
        vpn.verdict = Verdict.HEALTHY;
        begins();

        scenario.happens("vpn is unhealthy", () -> scenario.host.becomes(vpn, Verdict.UNHEALTHY));
        scenario.pass(Duration.ofSeconds(2));
        scenario.approves(1);
        scenario.happens("vpn is healthy", () -> scenario.host.becomes(vpn, Verdict.HEALTHY));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> container.restart vpn", "-> container.restart loader");
    }

    @Test
    void is_let_be_where_its_owner_starts_it_anew_as_well() throws Exception {
        begins();

        somebodyRestarts(vpn);
        scenario.pass(Duration.ofSeconds(10));
        somebodyRestarts(loader);
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void is_let_be_where_it_was_so_when_the_agent_came() throws Exception {
        scenario.host.starts(vpn);

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    /** A restart would stop it, and Docker could not start it again. */
    @Test
    void is_not_restarted_when_the_owner_of_its_network_was_made_anew() throws Exception {
        begins();

        scenario.happens("vpn is made anew", () -> scenario.host.recreated(vpn));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: loader has no network");
    }

    @Test
    void nothing_is_said_when_both_are_made_anew() throws Exception {
        begins();

        scenario.happens("vpn is made anew", () -> scenario.host.recreated(vpn));
        scenario.pass(Duration.ofSeconds(10));
        loader.needs = List.of(new Dependency("", vpn.id, Dependency.When.NETWORK));
        scenario.happens("loader is made anew", () -> scenario.host.recreated(loader));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    private void begins() throws Exception {
        scenario.start();
        scenario.pass(Duration.ofSeconds(5));
    }

    private void somebodyRestarts(Box box) throws Exception {
        scenario.happens(box.name + " is restarted", () -> {
            scenario.host.signalled(box, 15, true);
            scenario.host.dies(box, 143);
            scenario.host.starts(box);
        });
    }
}
