package homelab.lab.proxmox;

import homelab.lab.proxmox.GuestPlan.Trait;
import java.time.LocalTime;
import java.util.List;

/** A cluster of many: each node has as many guests as the next, half of them containers. */
public final class LargeHome {
    public static final TokenPlan TOKEN =
            new TokenPlan("agent@pve", "homelab", "33333333-aaaa-bbbb-cccc-000000000003", false, List.of());

    private LargeHome() {}

    /** Guests have the vmids from 100 on, one after another. */
    public static Blueprint of(int nodes, int guests) {
        var home = Blueprint.of("large", Flavour.PVE_9);
        for (var node = 0; node < nodes; node++) home = home.with(NodePlan.of("n" + node, 64, 512));
        for (var guest = 0; guest < guests; guest++) {
            var node = "n" + guest % nodes;
            var plan = guest / nodes % 2 == 0
                    ? GuestPlan.vm(100 + guest, "vm" + guest, node).with(Trait.ONBOOT, Trait.AGENT)
                    : GuestPlan.lxc(100 + guest, "ct" + guest, node).with(Trait.ONBOOT);
            home = home.with(plan);
        }
        return home.with(StoragePlan.local("local", 1000, "iso"))
                .with(StoragePlan.shared("pbs", "pbs", 40_000, "backup"))
                .with(new JobPlan("nightly", LocalTime.of(3, 0), "pbs", List.of(100)))
                .with(TOKEN)
                .user(
                        "agent@pve",
                        Grant.on(
                                "/",
                                "VM.Audit",
                                "VM.PowerMgmt",
                                "VM.Backup",
                                "VM.GuestAgent.Audit",
                                "Sys.Audit",
                                "Datastore.Audit",
                                "Datastore.AllocateSpace",
                                "Pool.Audit"));
    }
}
