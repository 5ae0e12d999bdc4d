package homelab.lab.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the API shows of nodes. */
final class NodePages {
    private NodePages() {}

    /** @param listed as a row of {@code cluster/resources}; otherwise of the list that has fingerprints */
    static Map<String, Object> resource(Node node, Ask ask, boolean listed) {
        var cluster = ask.cluster();
        var told = cluster.broadcast.of(node);
        var online = cluster.isOnline(node);
        // That it is there is not enough: it must have told of itself within five minutes.
        var row = Json.of("id", "node/" + node.name())
                .and("type", "node")
                .and("node", node.name())
                .and("status", !online ? "offline" : told.isPresent() ? "online" : "unknown")
                .when(told.isPresent(), "level", "");
        if (ask.may("/nodes/" + node.name(), "Sys.Audit")) told.ifPresent(row::and);
        if (!online) row.map().keySet().removeAll(List.of("uptime", "cpu", "mem", "disk", "cgroup-mode"));
        var managed = cluster.guests().stream().anyMatch(guest -> guest.ha.isPresent());
        row.when(listed && managed && online && cluster.flavour().nine(), "hastate", "online");
        row.when(!listed, "ssl_fingerprint", fingerprint(node, cluster));
        if (!listed) row.map().remove("cgroup-mode");
        return row.map();
    }

    static String fingerprint(Node node, Cluster cluster) {
        return node.equals(cluster.entry())
                ? cluster.entryFingerprint()
                : "AB:0F:5D:E1"
                        + String.format(Locale.ROOT, ":%02X", node.number).repeat(28);
    }

    static Map<String, Object> status(Node node, Instant now, Flavour flavour) {
        var memory = node.plan.memory();
        var free = Math.max(0, memory - node.memoryUsed);
        var disk = node.plan.disk();
        // What the file system keeps for root is neither used nor to be had.
        var kept = disk / 20;
        return Json.of("cpu", node.cpu)
                .and("wait", 0.001)
                .and("idle", 0)
                .and("uptime", node.uptime(now))
                .and("loadavg", List.of(load(node.load), load(node.load * 0.9), load(node.load * 0.8)))
                .and(
                        "memory",
                        Json.of("total", memory)
                                .and("used", node.memoryUsed)
                                .and("free", free)
                                .when(flavour.nine(), "available", free)
                                .map())
                .and(
                        "swap",
                        Json.of("total", 8L << 30)
                                .and("used", 0)
                                .and("free", 8L << 30)
                                .map())
                .and(
                        "rootfs",
                        Json.of("total", disk)
                                .and("used", node.rootUsed)
                                .and("avail", Math.max(0, disk - kept - node.rootUsed))
                                .and("free", Math.max(0, disk - node.rootUsed))
                                .map())
                .and(
                        "cpuinfo",
                        Json.of("cpus", node.plan.cores())
                                .and("cores", Math.max(1, node.plan.cores() / 2))
                                .and("sockets", 1)
                                .and("model", "Intel(R) Core(TM) i5-12400")
                                .and("mhz", "2500.000")
                                .and("hvm", "1")
                                .and("user_hz", 100)
                                .map())
                .and("ksm", Json.of("shared", 0).map())
                .and("pveversion", "pve-manager/" + flavour.version + "/" + flavour.repoid)
                .and("kversion", "Linux " + flavour.kernel + " #1 SMP PREEMPT_DYNAMIC PMX")
                .and(
                        "current-kernel",
                        Json.of("sysname", "Linux")
                                .and("release", flavour.kernel)
                                .and("version", "#1 SMP PREEMPT_DYNAMIC PMX")
                                .and("machine", "x86_64")
                                .map())
                .and("boot-info", Json.of("mode", "efi").and("secureboot", 0).map())
                .map();
    }

    private static String load(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static Map<String, Object> daemon(Node.Daemon daemon) {
        return Json.of("service", daemon.name)
                .and("name", daemon.name)
                .and("desc", daemon.description)
                .and("state", daemon.state)
                .and("active-state", daemon.active)
                .and("unit-state", "enabled")
                .map();
    }

    static List<?> certificates(Node node, Cluster cluster) {
        return List.of(
                Json.of("filename", "pve-root-ca.pem")
                        .and("fingerprint", "00" + ":11".repeat(31))
                        .and("issuer", "/CN=Proxmox Virtual Environment/O=PVE Cluster Manager CA")
                        .and("subject", "/CN=Proxmox Virtual Environment/O=PVE Cluster Manager CA")
                        .and(
                                "notbefore",
                                cluster.now().minus(Duration.ofDays(700)).getEpochSecond())
                        .and(
                                "notafter",
                                cluster.now().plus(Duration.ofDays(2900)).getEpochSecond())
                        .and("public-key-type", "rsaEncryption")
                        .and("public-key-bits", 4096)
                        .map(),
                Json.of("filename", "pve-ssl.pem")
                        .and("fingerprint", fingerprint(node, cluster))
                        .and("issuer", "/CN=Proxmox Virtual Environment/O=PVE Cluster Manager CA")
                        .and(
                                "subject",
                                "/OU=PVE Cluster Node/O=Proxmox Virtual Environment/CN=" + node.name() + ".lab.test")
                        .and("san", List.of("127.0.0.1", "localhost", node.name(), node.name() + ".lab.test"))
                        .and(
                                "notbefore",
                                node.certificateUntil
                                        .minus(Duration.ofDays(730))
                                        .getEpochSecond())
                        .and("notafter", node.certificateUntil.getEpochSecond())
                        .and("public-key-type", "rsaEncryption")
                        .and("public-key-bits", 2048)
                        .map());
    }

    static Map<String, Object> disk(Node.Disk disk) {
        // In percent of what remains a number; where there is none, a word.
        Object wearout = disk.wearout().matches("[0-9]+") ? Integer.valueOf(disk.wearout()) : disk.wearout();
        return Json.of("devpath", disk.path())
                .and("model", disk.model())
                .and("serial", "S5Y1NX0R" + disk.path().hashCode() % 1000)
                .and("vendor", "ATA")
                .and("size", disk.size())
                .and("type", "ssd")
                .and("health", disk.health())
                .and("wearout", wearout)
                .and("gpt", 1)
                .and("used", "LVM")
                .and("osdid", -1)
                .and("osdid-list", Json.NOTHING)
                .and("by_id_link", "/dev/disk/by-id/" + disk.model().replace(' ', '_'))
                .map();
    }

    static Map<String, Object> pool(Node.Zpool pool) {
        return Json.of("name", pool.name())
                .and("health", pool.health())
                .and("size", 1_000_000_000_000L)
                .and("alloc", 200_000_000_000L)
                .and("free", 800_000_000_000L)
                .and("frag", 5)
                .and("dedup", 1)
                .map();
    }

    static Map<String, Object> poolDetail(Node.Zpool pool) {
        var leaf = Json.of("name", "/dev/sda3")
                .and("state", pool.health().equals("DEGRADED") ? "FAULTED" : pool.health())
                .and("read", 0)
                .and("write", 0)
                .and("cksum", 0)
                .and("msg", "")
                .and("leaf", 1)
                .map();
        return Json.of("name", pool.name())
                .and("state", pool.health())
                .and("errors", pool.errors())
                .and("scan", pool.scan())
                .and("children", List.of(leaf))
                .map();
    }

    static List<?> rrd(Node node, Instant now, Flavour flavour) {
        var rows = new ArrayList<Object>();
        var minute = now.getEpochSecond() / 60 * 60;
        for (var i = 69; i >= 0; i--) {
            var row = Json.of("time", minute - i * 60L);
            // The newest has not been filled yet.
            if (i > 0)
                row.and("cpu", node.cpu)
                        .and("maxcpu", node.plan.cores())
                        .and("iowait", 0.0005)
                        .and("loadavg", node.load)
                        .and("memtotal", node.plan.memory())
                        .and("memused", node.memoryUsed)
                        .and("roottotal", node.plan.disk())
                        .and("rootused", node.rootUsed)
                        .and("swaptotal", 8L << 30)
                        .and("swapused", 0)
                        .when(flavour.nine(), "arcsize", node.arc)
                        .when(flavour.nine(), "memavailable", Math.max(0, node.plan.memory() - node.memoryUsed))
                        .when(flavour.nine(), "pressurecpusome", 0.5)
                        .when(flavour.nine(), "pressureiosome", 0)
                        .when(flavour.nine(), "pressureiofull", 0)
                        .when(flavour.nine(), "pressurememorysome", 0)
                        .when(flavour.nine(), "pressurememoryfull", 0);
            rows.add(row.map());
        }
        return rows;
    }
}
