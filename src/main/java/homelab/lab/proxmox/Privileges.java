package homelab.lab.proxmox;

import java.util.HashSet;
import java.util.Set;

/** The privileges that each flavour knows. */
final class Privileges {
    private static final Set<String> ALWAYS = Set.of(
            "Datastore.Allocate",
            "Datastore.AllocateSpace",
            "Datastore.AllocateTemplate",
            "Datastore.Audit",
            "Group.Allocate",
            "Mapping.Audit",
            "Mapping.Modify",
            "Mapping.Use",
            "Permissions.Modify",
            "Pool.Allocate",
            "Pool.Audit",
            "Realm.Allocate",
            "Realm.AllocateUser",
            "SDN.Allocate",
            "SDN.Audit",
            "SDN.Use",
            "Sys.AccessNetwork",
            "Sys.Audit",
            "Sys.Console",
            "Sys.Incoming",
            "Sys.Modify",
            "Sys.PowerMgmt",
            "Sys.Syslog",
            "User.Modify",
            "VM.Allocate",
            "VM.Audit",
            "VM.Backup",
            "VM.Clone",
            "VM.Config.CDROM",
            "VM.Config.CPU",
            "VM.Config.Cloudinit",
            "VM.Config.Disk",
            "VM.Config.HWType",
            "VM.Config.Memory",
            "VM.Config.Network",
            "VM.Config.Options",
            "VM.Console",
            "VM.Migrate",
            "VM.PowerMgmt",
            "VM.Snapshot",
            "VM.Snapshot.Rollback");

    private Privileges() {}

    static Set<String> of(Flavour flavour) {
        var all = new HashSet<>(ALWAYS);
        all.addAll(
                flavour.nine()
                        ? Set.of(
                                "VM.GuestAgent.Audit",
                                "VM.GuestAgent.FileRead",
                                "VM.GuestAgent.FileSystemMgmt",
                                "VM.GuestAgent.FileWrite",
                                "VM.GuestAgent.Unrestricted",
                                "VM.Replicate")
                        : Set.of("VM.Monitor"));
        return all;
    }
}
