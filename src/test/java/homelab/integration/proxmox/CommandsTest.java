package homelab.integration.proxmox;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Command;
import homelab.integration.Command.Reply;
import homelab.integration.Desk;
import homelab.integration.Desk.Word;
import homelab.model.Action;
import homelab.model.Finding;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Trouble;
import homelab.web.Clusters;
import homelab.web.FakeDesk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people may say about Proxmox, at its port. */
class CommandsTest {
    private static final Person ADA = new Person("ada", "cli");

    private final FakeDesk desk = new FakeDesk();

    @BeforeEach
    void aCluster() {
        desk.resources = List.of(
                Clusters.cluster(true),
                Clusters.node("pve1", State.RUNNING),
                Clusters.node("pve2", State.STOPPED),
                Clusters.guest(100, "web", "pve1", State.RUNNING),
                Clusters.guest(101, "dns", "pve1", State.STOPPED),
                Clusters.guest(102, "mail", "pve2", State.RUNNING).greyed("its node pve2 is offline"),
                Clusters.template(900, "debian", "pve1"),
                Clusters.service("pve1", "cron is dead."),
                Clusters.storage("nas", 45),
                Clusters.backups(100, "web", NOON.minusSeconds(3600 * 5)),
                Clusters.backups(101, "dns", NOON.minusSeconds(3600 * 80)));
    }

    @Test
    void every_command_is_named_as_people_know_it() {
        assertThat(ProxmoxIntegration.commands())
                .extracting(Command::name)
                .containsExactly("node", "vms", "infra", "backup", "start_vm", "stop_vm", "restart_vm");
    }

    @Test
    void vms_lists_every_guest() {
        var reply = say("vms");

        assertThat(reply.title()).isEqualTo("1 of 3 guests running, 1 not seen");
        assertThat(reply.rows().subList(1, 5))
                .containsExactly(
                        List.of("100", "web", "VM", "pve1", "running", "–", "–", ""),
                        List.of("101", "dns", "VM", "pve1", "stopped", "–", "–", ""),
                        List.of("900", "debian", "VM", "pve1", "template", "–", "–", ""),
                        List.of("102", "mail", "VM", "pve2", "not seen", "–", "–", "its node pve2 is offline"));
    }

    @Test
    void node_tells_what_each_node_uses_and_what_is_wrong() {
        var reply = say("node");

        assertThat(reply.title()).isEqualTo("1 of 2 nodes online");
        assertThat(reply.rows())
                .contains(
                        List.of("pve1", "online", "–", "–", "–", "1 of 2 running"),
                        List.of("pve2", "offline", "–", "–", "–", "0 of 1 running, 1 not seen"));
        assertThat(reply.lines()).containsExactly("pve1: cron is dead.");
    }

    @Test
    void infra_tells_of_clusters_and_storages() {
        var reply = say("infra");

        assertThat(reply.lines())
                .containsExactly("Proxmox home: 1 of 2 nodes online, 1 of 3 guests running, 1 not seen.");
        assertThat(reply.rows()).containsExactly(List.of("Storage", "Used"), List.of("nas", "45 % used"));
    }

    @Test
    void backup_alone_tells_how_old_they_are_and_does_not_call_missing_what_it_cannot_see() {
        var reply = say("backup");

        assertThat(reply.rows())
                .containsExactly(
                        List.of("Id", "Name", "Latest backup"),
                        List.of("100", "web", "5 h ago on nas"),
                        List.of("101", "dns", "3 days ago on nas, too old"),
                        List.of("102", "mail", "can't be seen"));
        assertThat(desk.said).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"start_vm, 101, GUEST_START", "stop_vm, 100, GUEST_SHUTDOWN", "restart_vm, 100, GUEST_REBOOT"})
    void an_order_is_proposed_about_exactly_one_guest_and_asked_back(String name, String vmid, Action action) {
        var target = new Resource.Id(vmid + "@home");
        var remedy = asks(action, target);

        var reply = say(name, vmid);

        assertThat(desk.said).containsExactly(new FakeDesk.Said(ADA, new Word.Propose(action, target)));
        assertThat(reply.title()).startsWith("INC-7: ").endsWith(" it?");
        assertThat(reply.lines()).startsWith("The agent itself lives in it.", "It is virtual machine " + vmid + ".");
        assertThat(reply.choices())
                .extracting(Command.Choice::word)
                .containsExactly(
                        new Word.Approve(new Incident.Id(7), Optional.of(remedy.hash())),
                        new Word.Reject(new Incident.Id(7), Optional.of(remedy.hash())));
    }

    @Test
    void backup_with_a_number_orders_one_of_that_guest() {
        asks(Action.BACKUP_RUN, new Resource.Id("backups/100@home"));

        assertThat(say("backup", "100").choices()).hasSize(2);

        assertThat(desk.said)
                .containsExactly(new FakeDesk.Said(
                        ADA, new Word.Propose(Action.BACKUP_RUN, new Resource.Id("backups/100@home"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start_vm | 100 | web runs already.",
                "stop_vm | 101 | dns does not run.",
                "restart_vm | 101 | dns does not run.",
                "start_vm | 900 | debian is a template: it can't be started, only copied.",
                "stop_vm | 102 | mail can't be seen now: its node pve2 is offline. Nothing is done to it unseen.",
                "stop_vm | 103 | There is no guest 103. The nearest is 102 (mail).",
                "stop_vm | wep | \"wep\" is no number of a guest. The nearest is 100 (web).",
                "stop_vm | 100@other | There is no guest 100@other. The nearest is 100 (web).",
                "backup | 102 | Which backups of mail there are can't be seen now, so none is begun; doctor says whether a right is missing.",
                "backup | 900 | debian is a template; it never changes."
            })
    void what_has_no_sense_is_said_and_nothing_is_ordered(String name, String argument, String says) {
        assertThat(say(name, argument)).isEqualTo(Reply.refused(says));
        assertThat(desk.said).isEmpty();
    }

    @Test
    void a_number_that_two_clusters_have_is_refused_with_both_names() {
        desk.resources = List.of(
                Clusters.cluster(true),
                Clusters.guest(100, "web", "pve1", State.RUNNING),
                Clusters.away(Clusters.cluster(true)),
                Clusters.away(Clusters.guest(100, "shop", "pve1", State.RUNNING)));

        assertThat(say("stop_vm", "100"))
                .isEqualTo(Reply.refused("There are 2 guests 100: say 100@away (shop) or 100@home (web)."));
        assertThat(desk.said).isEmpty();

        asks(Action.GUEST_SHUTDOWN, new Resource.Id("100@away"));
        say("stop_vm", "100@away");
        assertThat(desk.said)
                .containsExactly(
                        new FakeDesk.Said(ADA, new Word.Propose(Action.GUEST_SHUTDOWN, new Resource.Id("100@away"))));
    }

    @Test
    void while_paused_it_says_what_to_do() {
        desk.answers(new Desk.Reply.Conflict("paused", Optional.empty()));

        assertThat(say("stop_vm", "100"))
                .isEqualTo(Reply.refused("Nothing was done: the agent is paused. Resume it first, then say it again."));
    }

    @Test
    void what_the_loop_refused_is_told_in_its_words() {
        var target = new Resource.Id("100@home");
        asks(Action.GUEST_SHUTDOWN, target);
        desk.incidents = List.of(desk.incidents
                .getFirst()
                .saying(NOON, "It was not done: it is locked: backup.")
                .at(new Stage.HandsOff("it is locked")));

        assertThat(say("stop_vm", "100")).isEqualTo(Reply.refused("It was not done: it is locked: backup."));
    }

    @ParameterizedTest
    @CsvSource({"vms,", "node,", "infra,", "backup,", "stop_vm, 100"})
    void before_the_first_look_nothing_is_claimed(String name, String argument) {
        desk.resources = List.of();

        var reply = say(name, argument == null ? "" : argument);

        assertThat(reply.done()).isFalse();
        assertThat(reply.title()).startsWith("No Proxmox has been seen yet");
    }

    /** The loop opens an incident about this, which asks. */
    private Remedy asks(Action action, Resource.Id target) {
        var seen = desk.resources.stream()
                .map(Sighting::resource)
                .filter(one -> one.id().equals(target))
                .findFirst()
                .orElseThrow();
        var remedy = new Remedy(
                List.of(new Step(0, action, target, seen.lineage(), "it", Set.of())),
                Risk.MEDIUM,
                "the agent itself lives in it. it is virtual machine "
                        + target.value().replaceAll("@.*", ""));
        var incident = new Incident.Id(7);
        desk.incidents = List.of(
                Incident.open(incident, "ordered", new Finding(seen, Trouble.ORDERED, Severity.INFO, "", NOON), NOON)
                        .with(Optional.of(remedy))
                        .at(new Stage.AwaitingApproval(remedy.hash(), NOON, NOON.plusSeconds(3600))));
        desk.answers(new Desk.Reply.Done("ordered as INC-7", Optional.of(incident)));
        return remedy;
    }

    private Reply say(String name) {
        return say(name, "");
    }

    private Reply say(String name, String argument) {
        var command = ProxmoxIntegration.commands().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        var call = new Command.Call(ADA, Optional.of(argument).filter(text -> !text.isEmpty()), desk, NOON);
        return command.run(call).toCompletableFuture().join();
    }
}
