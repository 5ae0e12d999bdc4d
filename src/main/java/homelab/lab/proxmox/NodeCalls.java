package homelab.lab.proxmox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The calls about nodes. */
final class NodeCalls {
    private static final Rule AUDIT = Rule.all("/nodes/{node}", "Sys.Audit");
    private static final Rule MODIFY = Rule.all("/nodes/{node}", "Sys.Modify");
    private static final Rule ROOT_AUDIT = Rule.all("/", "Sys.Audit");
    private static final Rule SYSLOG = Rule.all("/nodes/{node}", "Sys.Syslog");

    private NodeCalls() {}

    static void addTo(Routes routes) {
        routes.get(
                "/nodes",
                Rule.anyone(),
                ask -> ask.cluster().nodes.values().stream()
                        .map(node -> NodePages.resource(node, ask, false))
                        .toList());
        var at = "/nodes/{node}/";
        routes.get(
                at + "status",
                AUDIT,
                ask -> NodePages.status(
                        ask.node(), ask.cluster().now(), ask.cluster().flavour()));
        routes.get(at + "time", AUDIT, ask -> {
            var time = ask.node().time(ask.cluster().now()).getEpochSecond();
            return Json.of("time", time)
                    .and("localtime", time)
                    .and("timezone", "UTC")
                    .map();
        });
        routes.get(
                at + "rrddata",
                AUDIT,
                ask -> NodePages.rrd(
                        ask.node(), ask.cluster().now(), ask.cluster().flavour()),
                "timeframe! hour|day|week|month|year|decade",
                "cf AVERAGE|MAX");
        routes.get(
                at + "syslog",
                SYSLOG,
                ask -> lines(ask, ask.node().syslog()),
                "limit int",
                "start int",
                "since text",
                "until text",
                "service text");
        routes.get(
                at + "journal",
                SYSLOG,
                NodeCalls::journal,
                "lastentries int",
                "since int",
                "until int",
                "startcursor text",
                "endcursor text");
        packages(routes, at);
        disks(routes, at);
        services(routes, at);
    }

    private static List<?> lines(Ask ask, List<String> lines) {
        var start = (int) Math.min(lines.size(), ask.number("start", 0));
        var end = (int) Math.min(lines.size(), start + ask.number("limit", 50));
        return IntStream.range(start, end)
                .mapToObj(i -> Json.of("n", i + 1).and("t", lines.get(i)).map())
                .toList();
    }

    private static List<String> journal(Ask ask) {
        var lines = ask.node().syslog();
        var most = (int) Math.min(lines.size(), ask.number("lastentries", lines.size()));
        return lines.subList(lines.size() - most, lines.size());
    }

    private static void packages(Routes routes, String at) {
        routes.get(
                at + "apt/update",
                MODIFY,
                ask -> ask.node().updates.stream()
                        .map(update -> described(update.name(), update.to())
                                .and("OldVersion", update.from())
                                .map())
                        .toList());
        routes.get(
                at + "apt/versions",
                AUDIT,
                ask -> List.of(described("pve-manager", ask.cluster().flavour().version)
                        .and("CurrentState", "Installed")
                        .and("RunningKernel", ask.cluster().flavour().kernel)
                        .map()));
        routes.get(at + "certificates/info", Rule.anyone(), ask -> NodePages.certificates(ask.node(), ask.cluster()));
    }

    private static Json described(String name, String version) {
        return Json.of("Package", name)
                .and("Title", name)
                .and("Description", name + " for the simulated cluster")
                .and("Version", version)
                .and("Origin", "Proxmox")
                .and("Arch", "amd64")
                .and("Section", "admin")
                .and("Priority", "optional");
    }

    private static void disks(Routes routes, String at) {
        routes.get(
                at + "disks/list",
                Rule.or(ROOT_AUDIT, AUDIT),
                ask -> ask.node().disks.stream().map(NodePages::disk).toList(),
                "include-partitions bool",
                "skipsmart bool",
                "type unused|journal_disks");
        routes.get(at + "disks/smart", ROOT_AUDIT, NodeCalls::smart, "disk! text", "healthonly bool");
        routes.get(
                at + "disks/zfs",
                ROOT_AUDIT,
                ask -> ask.node().zpools.stream().map(NodePages::pool).toList());
        routes.get(
                at + "disks/zfs/{name}",
                ROOT_AUDIT,
                ask -> ask.node().zpools.stream()
                        .filter(pool -> pool.name().equals(ask.text("name")))
                        .findFirst()
                        .map(NodePages::poolDetail)
                        .orElseThrow(() -> Refused.because("cannot open '" + ask.text("name") + "': no such pool")));
    }

    private static Map<String, Object> smart(Ask ask) throws Refused {
        return ask.node().disks.stream()
                .filter(disk -> disk.path().equals(ask.text("disk")))
                .findFirst()
                .map(disk -> Json.of("health", disk.health())
                        .and("type", "ata")
                        .and("attributes", List.of())
                        .map())
                .orElseThrow(() -> Refused.because("disk '" + ask.text("disk") + "' not found"));
    }

    private static void services(Routes routes, String at) {
        routes.get(
                at + "services",
                AUDIT,
                ask -> ask.node().daemons.values().stream()
                        .map(NodePages::daemon)
                        .toList());
        routes.get(at + "services/{service}/state", AUDIT, ask -> NodePages.daemon(daemon(ask)));
        for (var verb : List.of("start", "stop", "restart", "reload"))
            routes.post(at + "services/{service}/" + verb, MODIFY, ask -> serve(ask, verb));
    }

    private static Node.Daemon daemon(Ask ask) throws Refused {
        var daemon = ask.node().daemons.get(ask.text("service"));
        if (daemon == null) throw Refused.because("no such service");
        return daemon;
    }

    private static String serve(Ask ask, String verb) throws Refused {
        var daemon = daemon(ask);
        if (verb.equals("stop")
                && List.of("pve-cluster", "pvedaemon", "pveproxy").contains(daemon.name))
            throw Refused.because(
                    "invalid service cmd '" + daemon.name + " stop': refused because service is essential");
        return ask.cluster()
                .tasks
                .begin(
                        ask.node(),
                        "srv" + verb,
                        daemon.name,
                        ask.token().fullId(),
                        Duration.ofSeconds(2),
                        task -> served(daemon, verb))
                .upid();
    }

    private static String served(Node.Daemon daemon, String verb) {
        if (verb.equals("stop")) {
            daemon.is("dead", "inactive");
            return Tasks.OK;
        }
        if (daemon.broken) {
            daemon.is("failed", "failed");
            return "command 'systemctl " + verb + " " + daemon.name + "' failed: exit code 1";
        }
        daemon.is("running", "active");
        return Tasks.OK;
    }
}
