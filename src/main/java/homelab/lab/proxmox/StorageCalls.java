package homelab.lab.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls about storages, and the one that makes a backup. */
final class StorageCalls {
    private static final Rule EITHER = Rule.any("/storage/{storage}", "Datastore.Audit", "Datastore.AllocateSpace");

    private StorageCalls() {}

    static void addTo(Routes routes) {
        routes.get(
                "/nodes/{node}/storage",
                Rule.anyone(),
                StorageCalls::list,
                "content text",
                "enabled bool",
                "format bool",
                "storage storage",
                "target node");
        routes.get("/nodes/{node}/storage/{storage}/status", EITHER, StorageCalls::status);
        routes.get(
                "/nodes/{node}/storage/{storage}/content", EITHER, StorageCalls::content, "content text", "vmid vmid");
        routes.post(
                "/nodes/{node}/vzdump",
                Rule.anyone(),
                StorageCalls::vzdump,
                "vmid vmids",
                "storage storage",
                "mode snapshot|suspend|stop",
                "compress 0|1|gzip|lzo|zstd",
                "all bool",
                "pool text",
                "exclude vmids",
                "bwlimit int",
                "ionice int",
                "lockwait int",
                "mailnotification always|failure",
                "mailto text",
                "notes-template text",
                "notification-mode auto|legacy-sendmail|notification-system",
                "performance text",
                "pigz int",
                "protected bool",
                "prune-backups text",
                "quiet bool",
                "remove bool",
                "stdexcludes bool",
                "stop bool",
                "stopwait int",
                "zstd int",
                "fleecing text",
                "pbs-change-detection-mode legacy|data|metadata",
                "tmpdir text",
                "dumpdir text",
                "script text",
                "job-id text");
    }

    private static boolean sees(Ask ask, String storage) {
        return ask.may("/storage/" + storage, "Datastore.Audit")
                || ask.may("/storage/" + storage, "Datastore.AllocateSpace");
    }

    private static List<?> list(Ask ask) {
        var node = ask.text("node");
        return ask.cluster().storages.values().stream()
                .filter(storage -> storage.isOn(node) && sees(ask, storage.name()))
                .filter(storage -> ask.maybe("storage")
                        .filter(only -> !only.equals(storage.name()))
                        .isEmpty())
                .filter(storage -> ask.maybe("content")
                        .filter(what -> !storage.plan.content().contains(what))
                        .isEmpty())
                .map(storage -> {
                    var row = page(storage, node);
                    row.put("storage", storage.name());
                    if (storage.isActive(node) && storage.plan.size() > 0)
                        row.put("used_fraction", (double) storage.used / storage.plan.size());
                    return row;
                })
                .toList();
    }

    private static Map<String, Object> status(Ask ask) throws Refused {
        return page(ask.storage(), ask.text("node"));
    }

    private static Map<String, Object> page(Storage storage, String node) {
        var active = storage.isActive(node);
        return Json.of("type", storage.plan.type())
                .and("content", String.join(",", storage.plan.content()))
                .and("enabled", 1)
                .and("active", Json.bit(active))
                .and("shared", Json.bit(storage.plan.shared()))
                .and("total", active ? storage.plan.size() : 0)
                .and("used", active ? storage.used : 0)
                .and("avail", active ? Math.max(0, storage.plan.size() - storage.used) : 0)
                .map();
    }

    private static List<?> content(Ask ask) throws Refused {
        var storage = ask.storage();
        var node = ask.text("node");
        if (!storage.isActive(node)) throw Refused.because("storage '" + storage.name() + "' is not online");
        if (ask.maybe("content").filter(what -> !what.equals("backup")).isPresent()) return List.of();
        var at = "/storage/" + storage.name();
        return storage.seenFrom(node).stream()
                .filter(backup -> ask.maybe("vmid")
                        .filter(vmid -> Integer.parseInt(vmid) != backup.vmid())
                        .isEmpty())
                .filter(backup -> ask.may(at, "Datastore.Allocate")
                        || (ask.may(at, "Datastore.AllocateSpace") && ask.may("/vms/" + backup.vmid(), "VM.Backup")))
                .map(backup -> row(backup, storage))
                .toList();
    }

    private static Map<String, Object> row(Storage.Backup backup, Storage storage) {
        return Json.of("volid", backup.volid())
                .and("content", "backup")
                .and("format", backup.format())
                .and("subtype", backup.kind().word)
                .and("vmid", backup.vmid())
                .and("ctime", backup.at().getEpochSecond())
                .and("size", backup.size())
                .when(storage.isPbs(), "protected", 0)
                .and(
                        "verification",
                        backup.verification()
                                .map(state -> Json.of("state", state)
                                        .and(
                                                "upid",
                                                "UPID:pbs:00000D2C:0000A1B2:00000003:69000000:verify:store:root@pam:")
                                        .map()))
                .map();
    }

    private static Object vzdump(Ask ask) throws Refused {
        for (var name : List.of("tmpdir", "dumpdir", "script", "job-id")) ask.onlyRootSays(name);
        for (var name : List.of("bwlimit", "ionice", "performance"))
            if (ask.parameters().containsKey(name)) ask.needs("/", "Sys.Modify");
        if (ask.flag("stop")) ask.needs("/nodes/" + ask.text("node"), "Sys.Modify");
        var wanted = wanted(ask);
        if (wanted.isEmpty() && !ask.flag("all"))
            throw Refused.parameters(Map.of("vmid", "property is missing and it is not optional"));
        var name = ask.maybe("storage").orElse("local");
        for (var vmid : wanted) ask.needs("/vms/" + vmid, "VM.Backup");
        ask.needs("/storage/" + name, "Datastore.AllocateSpace");
        if (ask.parameters().containsKey("prune-backups")) ask.needs("/storage/" + name, "Datastore.Allocate");
        ask.cluster().needsQuorum();
        var here = here(ask, wanted);
        // Nothing of what was asked for is on this node.
        if (here.isEmpty()) return "OK";
        var storage = ask.storage(name);
        var failing = "could not get storage information for '" + name + "': ";
        if (!storage.isActive(ask.text("node")))
            throw Refused.because(failing + "storage '" + name + "' is not online");
        if (!storage.takesBackups())
            throw Refused.because(failing + "storage '" + name + "' does not support vzdump backups");
        return ask.cluster()
                .dumps
                .begin(new Dumps.Order(
                        ask.node(),
                        here,
                        storage,
                        ask.maybe("compress").orElse("0"),
                        ask.maybe("mode").orElse("snapshot"),
                        ask.token().fullId()))
                .upid();
    }

    private static List<Integer> wanted(Ask ask) {
        var wanted = new ArrayList<Integer>();
        for (var vmid : ask.text("vmid").split("[,; ]", -1)) if (!vmid.isEmpty()) wanted.add(Integer.parseInt(vmid));
        return wanted;
    }

    private static List<Guest> here(Ask ask, List<Integer> wanted) {
        var here = new LinkedHashMap<Integer, Guest>();
        for (var guest : ask.cluster().guestsOn(ask.text("node")))
            if (wanted.contains(guest.vmid()) || (wanted.isEmpty() && ask.may("/vms/" + guest.vmid(), "VM.Backup")))
                here.put(guest.vmid(), guest);
        return List.copyOf(here.values());
    }
}
