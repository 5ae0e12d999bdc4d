package homelab.integration.backupserver;

import homelab.integration.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token may and may not, beside what the agent needs. */
record Rights(Permissions may, BackupServerConfig.Token token) {
    private static final Set<String> NEEDED = Set.of("Datastore.Audit", "Sys.Audit", "Remote.Audit");

    List<Check> checks() {
        var checks = new ArrayList<Check>();
        if (may.has("Datastore.Audit", "/datastore"))
            checks.add(Check.ok("right to look", "datastores, their snapshots and their jobs may be looked at"));
        else
            checks.add(Check.problem(
                    "right to look",
                    "Datastore.Audit on /datastore is missing: what may not be seen is not in any list, and looks as if"
                            + " it were not there",
                    "on the backup server: " + grant("/datastore", "DatastoreAudit", token)));
        if (!may.has("Sys.Audit", "/system/tasks"))
            checks.add(Check.advice(
                    "right to look",
                    "Sys.Audit on /system is missing: that a task of others ended is not seen, so what it changed is seen"
                            + " up to 15 minutes later",
                    "on the backup server: " + grant("/system", "Audit", token)));
        if (!may.has("Remote.Audit", "/remote"))
            checks.add(Check.advice(
                    "right to look",
                    "Remote.Audit on /remote is missing: jobs that sync from remotes are not shown, and so not whether"
                            + " they failed",
                    "where there are such jobs, on the backup server: " + grant("/remote", "RemoteAudit", token)));
        checks.add(excess());
        return checks;
    }

    private Check excess() {
        var more = may.all().entrySet().stream()
                .filter(each -> !NEEDED.contains(each.getKey()))
                .map(each -> each.getKey() + " on "
                        + each.getValue().stream().findFirst().orElse("/"))
                .toList();
        if (more.isEmpty()) return Check.ok("excess rights", "the token may nothing that the agent does not need");
        return Check.problem(
                "excess rights",
                "the token may " + more.stream().limit(12).collect(Collectors.joining(", "))
                        + (more.size() > 12 ? " and " + (more.size() - 12) + " more" : "")
                        + ": whoever has the token can read, change or delete what the agent only watches",
                "see where from (proxmox-backup-manager acl list), and take it away (proxmox-backup-manager acl update"
                        + " PATH ROLE --delete 1 --auth-id '" + token.id()
                        + "'); it needs DatastoreAudit on /datastore,"
                        + " Audit on /system and RemoteAudit on /remote alone");
    }

    /** What a token may is what both it and its user may. */
    static String grant(String path, String role, BackupServerConfig.Token token) {
        var update = "proxmox-backup-manager acl update " + path + " " + role + " --auth-id ";
        return update + token.user() + " && " + update + "'" + token.id() + "'";
    }
}
