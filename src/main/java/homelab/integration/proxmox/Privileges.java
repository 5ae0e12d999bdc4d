package homelab.integration.proxmox;

import homelab.integration.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a token may and may not, beside what the agent needs.
 *
 * @param version of Proxmox, 8 or 9: some privileges have another name
 * @param storages where backups are kept
 */
record Privileges(Permissions may, ProxmoxConfig.Token token, int version, Set<String> storages) {
    /** Where each must be held to look at all that is looked at. */
    private static final List<Need> WATCH = List.of(
            new Need("Sys.Audit", "/"),
            new Need("Sys.Audit", "/nodes"),
            new Need("VM.Audit", "/vms"),
            new Need("Datastore.Audit", "/storage"),
            new Need("Pool.Audit", "/pool"));

    private static final List<Need> OPERATE = List.of(new Need("VM.PowerMgmt", "/vms"), new Need("VM.Backup", "/vms"));

    /** Whoever has one of these can give himself the rest, or get at what is inside a guest or a node. */
    private static final Set<String> DANGEROUS = Set.of(
            "Permissions.Modify",
            "User.Modify",
            "Realm.Allocate",
            "Realm.AllocateUser",
            "Group.Allocate",
            "Sys.Console",
            "Sys.PowerMgmt",
            "Sys.AccessNetwork",
            "VM.Allocate",
            "VM.Console",
            "VM.Clone",
            "VM.Migrate",
            "VM.Snapshot.Rollback",
            "VM.GuestAgent.Unrestricted",
            "VM.GuestAgent.FileWrite",
            "VM.GuestAgent.FileRead",
            "Datastore.Allocate");

    private record Need(String privilege, String path) {}

    List<Check> checks(boolean healing) {
        var checks = new ArrayList<Check>();
        checks.addAll(watching());
        checks.addAll(operating(healing));
        checks.addAll(excess());
        return checks;
    }

    private List<Check> watching() {
        var needed = new ArrayList<>(WATCH);
        needed.add(new Need(Roles.agentPrivilege(version), "/vms"));
        var missing = missing(needed);
        if (missing.isEmpty())
            return List.of(Check.ok("right to look", "nodes, guests, storages, pools and agents may be looked at"));
        var cure = Roles.WATCH.add(version) + " ; " + Roles.grant("/", Roles.WATCH, token);
        return List.of(Check.problem(
                "right to look",
                words(missing) + " missing: what may not be seen is not in any list, and looks as if it were not there",
                "on a node: " + cure));
    }

    private List<Check> operating(boolean healing) {
        var checks = new ArrayList<Check>();
        var missing = missing(OPERATE);
        if (missing.isEmpty()) checks.add(Check.ok("right to operate", "guests may be started, stopped and backed up"));
        else
            checks.add(operating(
                    healing,
                    words(missing) + " missing, so guests cannot be started, stopped or backed up" + elsewhere(missing),
                    Roles.OPERATE.add(version) + " ; " + Roles.grant("/vms", Roles.OPERATE, token)));
        for (var storage : new TreeSet<>(storages))
            if (!may.has("Datastore.AllocateSpace", "/storage/" + storage))
                checks.add(operating(
                        healing,
                        "Datastore.AllocateSpace on /storage/" + storage + " is missing: no backup can be made there,"
                                + " and those that lie there are not shown, as if there were none",
                        Roles.BACKUP_STORAGE.add(version) + " ; "
                                + Roles.grant("/storage/" + storage, Roles.BACKUP_STORAGE, token)));
        if (!may.has("Sys.Modify", "/nodes"))
            checks.add(Check.advice(
                    "right to operate",
                    "Sys.Modify on /nodes is missing: services of nodes cannot be restarted, and pending updates are not"
                            + " shown",
                    "where that is wanted, on a node: " + Roles.NODE_SERVICES.add(version) + " ; "
                            + Roles.grant("/nodes", Roles.NODE_SERVICES, token)));
        return checks;
    }

    private static Check operating(boolean healing, String seen, String cure) {
        return healing
                ? Check.problem("right to operate", seen + ", though the agent is to heal", "on a node: " + cure)
                : Check.advice(
                        "right to operate",
                        seen + ", which is enough while it only observes",
                        "to let it operate, on a node: " + cure);
    }

    /** It may be meant for some guests alone. */
    private String elsewhere(List<Need> missing) {
        var some = missing.stream()
                .flatMap(need -> may.below(need.path(), need.privilege()).stream())
                .distinct()
                .count();
        return some == 0 ? "" : " but " + some + " that the token was given by itself";
    }

    private List<Need> missing(List<Need> needed) {
        return needed.stream()
                .filter(need -> !may.has(need.privilege(), need.path()))
                .toList();
    }

    private static String words(List<Need> needs) {
        return needs.stream()
                        .map(need -> need.privilege() + " on " + need.path())
                        .collect(Collectors.joining(", "))
                + (needs.size() == 1 ? " is" : " are");
    }

    private List<Check> excess() {
        var known = new TreeSet<String>();
        for (var role : List.of(Roles.WATCH, Roles.OPERATE, Roles.BACKUP_STORAGE, Roles.NODE_SERVICES))
            known.addAll(role.privileges(version));
        var places = new TreeMap<String, Set<String>>();
        may.anywhere().stream()
                .filter(privilege -> !known.contains(privilege))
                .forEach(privilege -> places.put(privilege, may.where(privilege)));
        if (may.has("Sys.Modify", "/")) places.put("Sys.Modify", Set.of("/"));
        if (places.isEmpty())
            return List.of(Check.ok("excess rights", "the token may nothing that the agent does not need"));
        var dangerous = places.keySet().stream().filter(Privileges::isDangerous).toList();
        var harmless =
                places.keySet().stream().filter(each -> !isDangerous(each)).toList();
        var checks = new ArrayList<Check>();
        if (!dangerous.isEmpty())
            checks.add(Check.problem(
                    "excess rights",
                    told(dangerous, places) + ": whoever has the token can change, replace or read what the agent only"
                            + " watches",
                    cure()));
        if (!harmless.isEmpty())
            checks.add(
                    Check.advice("excess rights", told(harmless, places) + ", which the agent does not need", cure()));
        return checks;
    }

    private static boolean isDangerous(String privilege) {
        return DANGEROUS.contains(privilege) || privilege.startsWith("VM.Config.") || privilege.equals("Sys.Modify");
    }

    private static String told(List<String> privileges, TreeMap<String, Set<String>> places) {
        return "the token may "
                + privileges.stream()
                        .limit(12)
                        .map(each -> each + " on "
                                + places.getOrDefault(each, Set.of()).stream()
                                        .sorted()
                                        .findFirst()
                                        .orElse("/"))
                        .collect(Collectors.joining(", "))
                + (privileges.size() > 12 ? " and " + (privileges.size() - 12) + " more" : "");
    }

    private String cure() {
        return "see where from (pveum acl list, pveum user token permissions " + token.user() + " " + token.name()
                + "), have the token's privileges separated (pveum user token modify " + token.user() + " "
                + token.name() + " --privsep 1), and give it the role " + Roles.WATCH.id() + " or "
                + Roles.OPERATE.id() + " alone";
    }
}
