package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.integration.Actuator.Response;
import homelab.integration.IntegrationException;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the way of an action at the moment of sending it is no failure of it, and is told as it is. */
class NotBegunTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String START = "POST /nodes/pve1/qemu/100/status/start";
    private static final String DUMP = "POST /nodes/pve1/vzdump";

    private FakePve pve;
    private PveWire wire;
    private ProxmoxActuator actuator;

    @BeforeEach
    void oneStoppedGuest() throws IOException {
        pve = FakePve.plain();
        named("web");
        status("");
        var config = pve.config();
        wire = new PveWire(config);
        actuator = new ProxmoxActuator(config, new PveApi(wire), new PveOrders(wire), () -> NOW, time -> {});
    }

    @AfterEach
    void closed() throws IOException {
        wire.close();
        pve.close();
    }

    private void named(String name) {
        pve.data(
                "GET /cluster/resources",
                "[{\"type\":\"qemu\",\"vmid\":100,\"name\":\"" + name
                        + "\",\"node\":\"pve1\",\"status\":\"stopped\",\"maxmem\":1,\"maxdisk\":1}]");
    }

    private void status(String lock) {
        pve.data(
                "GET /nodes/pve1/qemu/100/status/current",
                "{\"vmid\":100,\"status\":\"stopped\"" + (lock.isEmpty() ? "" : ",\"lock\":\"" + lock + "\"") + "}");
    }

    private Response sent(Action action, String target) throws Exception {
        var step = new Step(
                0,
                action,
                new Resource.Id(target),
                Lineage.named("home", "100/web"),
                "web",
                Set.of(),
                Optional.of(new Resource.Id("100@home")));
        return actuator.carryOut(new Intent(
                new Intent.Id("INC-1.1"),
                new Incident.Id(1),
                step,
                State.STOPPED,
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(2),
                1,
                NOW,
                NOW.plus(Duration.ofMinutes(3))));
    }

    private Response start() throws Exception {
        return sent(Action.GUEST_START, "100@home");
    }

    @Test
    void a_guest_that_is_locked_is_not_sent_anything() throws Exception {
        status("backup");

        assertThat(start())
                .isEqualTo(
                        new Response(Response.Result.NOT_BEGUN, "VM 100 on pve1 is locked (backup); nothing was sent"));
        assertThat(pve.lines()).doesNotContain(START);
    }

    @Test
    void a_number_that_is_anothers_now_is_not_sent_anything() throws Exception {
        named("shop");

        assertThat(start())
                .isEqualTo(new Response(
                        Response.Result.NOT_BEGUN, "100 is shop now, and not web any more; nothing was sent"));
        assertThat(pve.lines()).doesNotContain(START);
    }

    @Test
    void a_name_that_only_begins_like_the_one_that_was_meant_is_another() throws Exception {
        named("we");

        assertThat(start().result()).isEqualTo(Response.Result.NOT_BEGUN);
        assertThat(pve.lines()).doesNotContain(START);
    }

    @Test
    void a_backup_that_is_answered_with_neither_a_task_nor_ok_may_have_begun() throws Exception {
        pve.data(DUMP, "null");

        assertThatThrownBy(() -> sent(Action.BACKUP_RUN, "backups/100@home to nas"))
                .isInstanceOf(IntegrationException.class)
                .extracting(failure -> ((IntegrationException) failure).kind())
                .isEqualTo(IntegrationException.Kind.UNREADABLE);
    }

    @Test
    void a_guest_that_left_its_node_meanwhile_was_not_started() throws Exception {
        pve.on(
                START,
                FakePve.status(
                        "500 Configuration file 'nodes/pve1/qemu-server/100.conf' does not exist", "{\"data\":null}"));

        assertThat(start().result()).isEqualTo(Response.Result.NOT_BEGUN);
    }

    @Test
    void a_backup_that_is_answered_with_ok_was_not_begun() throws Exception {
        pve.data(DUMP, "\"OK\"");

        var answer = sent(Action.BACKUP_RUN, "backups/100@home to nas");

        assertThat(answer)
                .isEqualTo(new Response(
                        Response.Result.NOT_BEGUN, "VM 100 on pve1 is not there any more; no backup was begun"));
    }
}
