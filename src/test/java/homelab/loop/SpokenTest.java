package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Command;
import homelab.integration.Desk.Word;
import homelab.integration.proxmox.ProxmoxIntegration;
import homelab.model.Person;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people say about guests, from the command to the call and back. */
class SpokenTest extends ScenarioTest {
    private static final Person BEN = new Person("ben", "chat");

    @BeforeEach
    void aCluster() {
        scenario.cluster().guest(100, "web", "pve1");
    }

    @Test
    void a_shutdown_is_asked_back_and_done_once_when_its_choice_is_said() throws Exception {
        scenario.start();

        var reply = say("stop_vm", "100");
        assertThat(reply.title()).isEqualTo("INC-1: Shut down web?");
        assertThat(reply.lines())
                .containsExactly(
                        "Virtual machine 100 web on pve1 is asked to end by itself, and stays down.",
                        "Its risk is medium. Without a yes within an hour nothing is done.");
        assertThat(scenario.requests()).isEmpty();

        scenario.says(reply.choices().getFirst().word());
        scenario.says(reply.choices().getFirst().word());
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).containsExactly("-> guest.shutdown web");
        assertThat(say("stop_vm", "100")).isEqualTo(Command.Reply.refused("web does not run."));
    }

    @Test
    void a_no_is_a_no() throws Exception {
        scenario.start();

        scenario.says(say("restart_vm", "100").choices().getLast().word());
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.desk().status().openIncidents()).isZero();
    }

    @Test
    void a_paused_agent_refuses() throws Exception {
        scenario.start();
        scenario.says(new Word.Pause());

        var reply = say("restart_vm", "100");

        assertThat(reply.done()).isFalse();
        assertThat(reply.title()).contains("the agent is paused");
        assertThat(scenario.incidents()).isEmpty();
    }

    private Command.Reply say(String name, String argument) throws Exception {
        var command = ProxmoxIntegration.commands().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        var reply = command.run(new Command.Call(BEN, Optional.of(argument), scenario.desk(), ManualClock.START));
        scenario.pass(Duration.ofSeconds(1));
        return reply.toCompletableFuture().join();
    }
}
