package homelab.integration.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The roles that the agent asks for, and the lines that make them. */
enum Roles {
    WATCH("HomelabWatch", "VM.Audit Sys.Audit Datastore.Audit Pool.Audit"),
    /** A role deeper in the tree takes the place of what is inherited, so this one watches too. */
    OPERATE("HomelabOperate", "VM.Audit Sys.Audit Datastore.Audit Pool.Audit VM.PowerMgmt VM.Backup"),
    BACKUP_STORAGE("HomelabBackupStorage", "Datastore.Audit Datastore.AllocateSpace"),
    NODE_SERVICES("HomelabNodeServices", "Sys.Audit Sys.Modify"),
    RESTORE_TEST(
            "HomelabRestoreTest",
            "VM.Allocate VM.Audit VM.PowerMgmt VM.Config.Disk VM.Config.CPU VM.Config.Memory VM.Config.Network"
                    + " VM.Config.Options VM.Config.HWType VM.Config.CDROM VM.Config.Cloudinit Datastore.Audit"
                    + " Datastore.AllocateSpace SDN.Use");

    private final String id;
    private final String privileges;

    Roles(String id, String privileges) {
        this.id = id;
        this.privileges = privileges;
    }

    String id() {
        return id;
    }

    /** What a guest's agent may be asked has another name since version 9, and the old one is unknown there. */
    static String agentPrivilege(int version) {
        return version >= 9 ? "VM.GuestAgent.Audit" : "VM.Monitor";
    }

    private boolean asksAgents() {
        return switch (this) {
            case WATCH, OPERATE, RESTORE_TEST -> true;
            case BACKUP_STORAGE, NODE_SERVICES -> false;
        };
    }

    List<String> privileges(int version) {
        var all = new ArrayList<>(List.of(privileges.split(" ", -1)));
        if (asksAgents()) all.add(agentPrivilege(version));
        return List.copyOf(all);
    }

    /** The line that makes it. */
    String add(int version) {
        return "pveum role add " + id + " --privs \"" + String.join(" ", privileges(version)) + "\"";
    }

    /** The smallest of them that gives a privilege. */
    static Optional<Roles> holding(String privilege) {
        return switch (privilege) {
            case "VM.Audit", "Sys.Audit", "Datastore.Audit", "Pool.Audit", "VM.Monitor", "VM.GuestAgent.Audit" ->
                Optional.of(WATCH);
            case "VM.PowerMgmt", "VM.Backup" -> Optional.of(OPERATE);
            case "Datastore.AllocateSpace" -> Optional.of(BACKUP_STORAGE);
            case "Sys.Modify" -> Optional.of(NODE_SERVICES);
            default -> Optional.empty();
        };
    }

    /** What a token may is what both it and its user may. */
    static String grant(String path, Roles role, ProxmoxConfig.Token token) {
        return "pveum acl modify " + path + " --users " + token.user() + " --roles " + role.id + " && pveum acl modify "
                + path + " --tokens '" + token.id() + "' --roles " + role.id;
    }
}
