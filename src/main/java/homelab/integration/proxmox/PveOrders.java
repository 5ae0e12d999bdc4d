package homelab.integration.proxmox;

import homelab.integration.IntegrationException;
import homelab.integration.proxmox.GuestRows.At;
import java.time.Duration;
import java.util.Optional;

/**
 * What the agent can have Proxmox do. Each is one request, sent once; what comes back is the task that does it, if there
 * is one. REJECTED: nothing happened. UNREACHABLE and UNREADABLE: that cannot be told, unless it says that nothing was sent.
 */
final class PveOrders {
    private final PveWire wire;

    PveOrders(PveWire wire) {
        this.wire = wire;
    }

    Optional<Upid> start(At guest, Duration limit) throws IntegrationException {
        return sent(power(guest, "start"), limit);
    }

    /** Asks it to shut down, and never forces it. */
    Optional<Upid> shutdown(At guest, Duration timeout, Duration limit) throws IntegrationException {
        return sent(
                power(guest, "shutdown")
                        .with("timeout", String.valueOf(timeout.toSeconds()))
                        .with("forceStop", "0"),
                limit);
    }

    /** As if its plug were pulled. */
    Optional<Upid> stop(At guest, Duration limit) throws IntegrationException {
        return sent(power(guest, "stop"), limit);
    }

    /** Asks it to; a container that takes longer than the timeout is killed for it. */
    Optional<Upid> reboot(At guest, Duration timeout, Duration limit) throws IntegrationException {
        return sent(power(guest, "reboot").with("timeout", String.valueOf(timeout.toSeconds())), limit);
    }

    /** As if its button were pressed. Containers have none. */
    Optional<Upid> reset(At vm, Duration limit) throws IntegrationException {
        if (vm.container()) throw new IllegalArgumentException(vm + " is a container, which has no reset");
        return sent(power(vm, "reset"), limit);
    }

    Optional<Upid> restartService(String node, String service, Duration limit) throws IntegrationException {
        return sent(Call.post("/nodes/{node}/services/{service}/restart", node, service), limit);
    }

    /**
     * Backs one guest up while it runs. Older backups are left as they are.
     *
     * @return empty where Proxmox answers "OK" instead of a task: the guest is not on that node
     */
    Optional<Upid> backUp(At guest, String storage, Duration limit) throws IntegrationException {
        var answer = wire.data(
                Call.post("/nodes/{node}/vzdump", guest.node())
                        .with("vmid", String.valueOf(guest.vmid()))
                        .with("storage", storage)
                        .with("mode", "snapshot")
                        .with("compress", "zstd")
                        .with("remove", "0"),
                limit);
        if (answer.asString("").equals("OK")) return Optional.empty();
        return Optional.of(Upid.parse(answer.asString(""))
                .orElseThrow(() -> new IntegrationException(
                        IntegrationException.Kind.UNREADABLE,
                        "Proxmox took the backup of " + guest + " and named no task")));
    }

    private static Call power(At guest, String what) {
        return Call.post(
                "/nodes/{node}/" + guest.kind() + "/{vmid}/status/" + what, guest.node(), String.valueOf(guest.vmid()));
    }

    /** Empty where it answers without naming a task, as "OK". */
    private Optional<Upid> sent(Call call, Duration limit) throws IntegrationException {
        return Upid.parse(wire.data(call, limit).asString(""));
    }
}
