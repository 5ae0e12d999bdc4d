package homelab.lab.proxmox;

import java.util.Set;

/** What somebody may do at a path, and with {@code propagate} below it. */
public record Grant(String path, Set<String> privileges, boolean propagate) {
    public Grant {
        privileges = Set.copyOf(privileges);
    }

    public static Grant on(String path, String... privileges) {
        return new Grant(path, Set.of(privileges), true);
    }

    /** What a token needs that only watches. */
    public static Grant watching(Flavour flavour) {
        return on("/", "VM.Audit", "Sys.Audit", "Datastore.Audit", "Pool.Audit", flavour.agentPrivilege());
    }

    /** What a token needs that also acts on guests; it repeats what it needs to watch, since a deeper path replaces. */
    public static Grant operating(Flavour flavour) {
        return on(
                "/vms",
                "VM.Audit",
                "Sys.Audit",
                "Datastore.Audit",
                "Pool.Audit",
                flavour.agentPrivilege(),
                "VM.PowerMgmt",
                "VM.Backup",
                "VM.Snapshot");
    }
}
