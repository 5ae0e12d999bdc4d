package homelab.lab.proxmox;

import homelab.lab.proxmox.GuestPlan.Trait;
import java.time.LocalTime;
import java.util.List;

/** Clusters as the tests of this room like them. */
final class Homes {
    static final TokenPlan WATCH = new TokenPlan(
            "agent@pve", "watch", "11111111-aaaa-bbbb-cccc-000000000001", true, List.of(Grant.watching(Flavour.PVE_9)));
    static final TokenPlan ROOT =
            new TokenPlan("root@pam", "all", "22222222-aaaa-bbbb-cccc-000000000002", false, List.of());

    private Homes() {}

    /** Three nodes, and of each kind of guest one. */
    static Blueprint three(Flavour flavour) {
        return Blueprint.of("home", flavour)
                .with(NodePlan.of("pve1", 8, 32))
                .with(NodePlan.of("pve2", 8, 32))
                .with(NodePlan.of("pve3", 4, 16))
                .with(GuestPlan.vm(100, "web", "pve1")
                        .with(Trait.ONBOOT, Trait.AGENT)
                        .tagged("homelab-agent-critical"))
                .with(GuestPlan.lxc(101, "dns", "pve1").with(Trait.ONBOOT))
                .with(GuestPlan.vm(102, "old", "pve1").with(Trait.STOPPED))
                .with(GuestPlan.lxc(103, "spare", "pve1").with(Trait.STOPPED))
                .with(GuestPlan.vm(104, "mail", "pve2").with(Trait.HA))
                .with(GuestPlan.vm(105, "golden", "pve1").with(Trait.TEMPLATE))
                .with(GuestPlan.vm(106, "pooled", "pve3").in("sandbox"))
                .with(StoragePlan.local("local", 100, "iso", "backup"))
                .with(StoragePlan.shared("nas", "nfs", 2000, "backup"))
                .with(StoragePlan.shared("pbs", "pbs", 4000, "backup"))
                .with(new JobPlan("backup-1", LocalTime.of(3, 0), "nas", List.of(100, 101)))
                .with(WATCH)
                .with(ROOT)
                .user(
                        "agent@pve",
                        Grant.on(
                                "/",
                                "VM.Audit",
                                "VM.PowerMgmt",
                                "VM.Backup",
                                "VM.Snapshot",
                                "VM.Monitor",
                                "VM.GuestAgent.Audit",
                                "Sys.Audit",
                                "Sys.Modify",
                                "Sys.Syslog",
                                "Datastore.Audit",
                                "Datastore.AllocateSpace",
                                "Pool.Audit"));
    }
}
