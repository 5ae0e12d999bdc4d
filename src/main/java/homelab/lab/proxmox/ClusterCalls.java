package homelab.lab.proxmox;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The calls about the cluster as a whole, and about who asks. */
final class ClusterCalls {
    private static final Rule AUDIT = Rule.all("/", "Sys.Audit");
    private static final DateTimeFormatter AS_PERL = DateTimeFormatter.ofPattern(
                    "EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ClusterCalls() {}

    static void addTo(Routes routes) {
        routes.get("/version", Rule.anyone(), ask -> {
            var flavour = ask.cluster().flavour();
            return Json.of("version", flavour.version)
                    .and("release", flavour.release)
                    .and("repoid", flavour.repoid)
                    .map();
        });
        routes.get("/cluster/resources", Rule.anyone(), ClusterCalls::resources, "type vm|storage|node|sdn");
        routes.get("/cluster/status", AUDIT, ClusterCalls::status);
        routes.get("/cluster/ha/status/current", AUDIT, ClusterCalls::haStatus);
        routes.get("/cluster/ha/resources", AUDIT, ClusterCalls::haResources, "type ct|vm");
        routes.get("/cluster/backup", AUDIT, ClusterCalls::jobs);
        routes.get("/cluster/backup-info/not-backed-up", AUDIT, ClusterCalls::inNoJob);
        routes.get("/cluster/ceph/status", Rule.any("/", "Sys.Audit", "Datastore.Audit"), ask -> {
            throw Refused.because("binary not installed: /usr/bin/ceph-mon");
        });
        routes.get("/access/permissions", Rule.anyone(), ClusterCalls::permissions, "path text", "userid text");
    }

    private static List<?> resources(Ask ask) {
        var cluster = ask.cluster();
        var type = ask.text("type");
        var rows = new ArrayList<Object>();
        if (type.isEmpty() || type.equals("vm"))
            for (var guest : cluster.guests())
                if (ask.may("/vms/" + guest.vmid(), "VM.Audit")) rows.add(GuestPages.resource(guest, cluster));
        if (type.isEmpty() || type.equals("node"))
            for (var node : cluster.nodes.values()) rows.add(NodePages.resource(node, ask, true));
        if (type.isEmpty() || type.equals("storage"))
            for (var storage : cluster.storages.values())
                for (var node : cluster.nodes.values())
                    if (storage.isOn(node.name()) && ask.may("/storage/" + storage.name(), "Datastore.Audit"))
                        rows.add(storage(storage, node, cluster));
        return rows;
    }

    private static Map<String, Object> storage(Storage storage, Node node, Cluster cluster) {
        var row = Json.of("id", "storage/" + node.name() + "/" + storage.name())
                .and("type", "storage")
                .and("storage", storage.name())
                .and("node", node.name())
                .and("plugintype", storage.plan.type())
                .and("content", String.join(",", storage.plan.content()))
                .and("shared", Json.bit(storage.plan.shared()));
        var told = cluster.broadcast.of(storage, node);
        told.ifPresent(row::and);
        return row.and("status", told.isPresent() ? "available" : "unknown").map();
    }

    private static List<?> status(Ask ask) {
        var cluster = ask.cluster();
        var rows = new ArrayList<Object>();
        if (cluster.nodes.size() > 1)
            rows.add(Json.of("id", "cluster")
                    .and("type", "cluster")
                    .and("name", cluster.blueprint.name())
                    .and("version", cluster.nodes.size())
                    .and("nodes", cluster.nodes.size())
                    .and("quorate", Json.bit(cluster.isQuorate()))
                    .map());
        for (var node : cluster.nodes.values())
            rows.add(Json.of("id", "node/" + node.name())
                    .and("type", "node")
                    .and("name", node.name())
                    .and("ip", "192.168.1." + node.number)
                    .and("nodeid", cluster.nodes.size() > 1 ? node.number : 0)
                    .and("online", Json.bit(cluster.isOnline(node)))
                    .and("local", Json.bit(node.equals(cluster.entry())))
                    .and("level", "")
                    .map());
        return rows;
    }

    private static List<?> haStatus(Ask ask) {
        var cluster = ask.cluster();
        var entry = cluster.entry().name();
        var time = AS_PERL.format(cluster.now());
        var stamp = cluster.now().getEpochSecond();
        var managed =
                cluster.guests().stream().filter(guest -> guest.ha.isPresent()).toList();
        var rows = new ArrayList<Object>();
        rows.add(Json.of("id", "quorum")
                .and("type", "quorum")
                .and("node", entry)
                .and("quorate", Json.bit(cluster.isQuorate()))
                .and("status", cluster.isQuorate() ? "OK" : "No quorum on node '" + entry + "'!")
                .map());
        rows.add(Json.of("id", "master")
                .and("type", "master")
                .and("node", entry)
                .and("status", entry + " (" + (managed.isEmpty() ? "idle" : "active") + ", " + time + ")")
                .and("timestamp", stamp)
                .map());
        for (var node : cluster.nodes.values()) {
            var active = managed.stream().anyMatch(guest -> guest.node.equals(node.name()));
            var how = !cluster.isOnline(node) ? "old timestamp - dead?" : active ? "active" : "idle, watchdog standby";
            rows.add(Json.of("id", "lrm:" + node.name())
                    .and("type", "lrm")
                    .and("node", node.name())
                    .and("status", node.name() + " (" + how + ", " + time + ")")
                    .and("timestamp", stamp)
                    .map());
        }
        for (var guest : managed)
            guest.ha.ifPresent(state -> rows.add(Json.of("id", "service:" + guest.sid())
                    .and("type", "service")
                    .and("sid", guest.sid())
                    .and("node", guest.node)
                    .and("state", state.state)
                    .and("crm_state", state.state)
                    .and("request_state", state.requested)
                    .and("max_restart", 1)
                    .and("max_relocate", 1)
                    .and("status", guest.sid() + " (" + guest.node + ", " + state.state + ")")
                    .map()));
        return rows;
    }

    private static List<?> haResources(Ask ask) {
        return ask.cluster().guests().stream()
                .filter(guest -> guest.ha.isPresent()
                        && ask.maybe("type")
                                .filter(type -> !type.equals(guest.kind().group))
                                .isEmpty())
                .map(guest -> Json.of("sid", guest.sid())
                        .and("type", guest.kind().group)
                        .and("state", guest.ha.map(state -> state.requested))
                        .and("max_restart", 1)
                        .and("max_relocate", 1)
                        .and("digest", "0".repeat(40))
                        .map())
                .toList();
    }

    private static List<?> jobs(Ask ask) {
        var cluster = ask.cluster();
        return cluster.blueprint.jobs().stream()
                .map(job -> Json.of("id", job.id())
                        .and("type", "vzdump")
                        .and("schedule", job.at().toString())
                        .and("storage", job.storage())
                        .and("mode", "snapshot")
                        .and("compress", "zstd")
                        .and("enabled", Json.bit(cluster.dumps.isEnabled(job)))
                        .when(job.vmids().isEmpty(), "all", 1)
                        .when(!job.vmids().isEmpty(), "vmid", vmids(job.vmids()))
                        .when(
                                cluster.dumps.isEnabled(job),
                                "next-run",
                                Dumps.nextRun(job, cluster.now()).getEpochSecond())
                        .map())
                .toList();
    }

    private static String vmids(List<Integer> some) {
        return String.join(",", some.stream().map(String::valueOf).toList());
    }

    private static List<?> inNoJob(Ask ask) {
        var cluster = ask.cluster();
        return cluster.guests().stream()
                .filter(guest -> ask.may("/vms/" + guest.vmid(), "VM.Audit"))
                .filter(guest -> cluster.blueprint.jobs().stream()
                        .noneMatch(job -> cluster.dumps.isEnabled(job) && Dumps.covers(job, guest.vmid())))
                .map(guest -> Json.of("vmid", guest.vmid())
                        .and("type", guest.kind().word)
                        .and("name", guest.plan.name())
                        .map())
                .toList();
    }

    private static Object permissions(Ask ask) throws Refused {
        var other = ask.maybe("userid").filter(user -> !user.equals(ask.token().fullId()));
        if (other.isPresent()) ask.needs("/access", "Sys.Audit");
        var known = Privileges.of(ask.cluster().flavour());
        var path = ask.maybe("path");
        var usual = Set.of("/", "/access", "/nodes", "/pool", "/sdn", "/storage", "/vms");
        var shown =
                ask.cluster().acl.shown(ask.token(), known, path.map(Set::of).orElse(usual));
        path.ifPresent(only -> shown.keySet().removeIf(each -> !each.equals(only)));
        return shown;
    }
}
