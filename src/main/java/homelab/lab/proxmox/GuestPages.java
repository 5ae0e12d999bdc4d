package homelab.lab.proxmox;

import homelab.lab.proxmox.GuestPlan.Trait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API shows of guests. */
final class GuestPages {
    private GuestPages() {}

    /** What its node tells of it every ten seconds. */
    static Json told(Guest guest, Instant now, Flavour flavour) {
        var host = guest.kind() == Kind.QEMU && guest.running ? onHost(guest) : 0;
        return numbers(guest, now).when(flavour.nine(), "memhost", host);
    }

    /** What it takes of its host's memory, with what emulates it. */
    private static long onHost(Guest guest) {
        return guest.memoryUsed + (128L << 20);
    }

    private static Json numbers(Guest guest, Instant now) {
        var qemu = guest.kind() == Kind.QEMU;
        var up = guest.running;
        var traffic = guest.uptime(now) * 1024;
        return Json.of("name", guest.plan.name())
                .and("status", guest.status())
                .and("template", Json.bit(guest.isTemplate()))
                .and("uptime", guest.uptime(now))
                .and("cpu", up ? guest.cpu : 0)
                .and("maxcpu", guest.plan.cores())
                .and("mem", up ? guest.memoryUsed : 0)
                .and("maxmem", guest.plan.memory())
                .and("disk", qemu || !up ? 0 : guest.diskUsed)
                .and("maxdisk", guest.plan.disk())
                .and("netin", traffic)
                .and("netout", traffic / 2)
                .and("diskread", traffic * 3)
                .and("diskwrite", traffic * 2);
    }

    /** A row of {@code cluster/resources}. */
    static Map<String, Object> resource(Guest guest, Cluster cluster) {
        var row = Json.of("id", guest.kind().word + "/" + guest.vmid())
                .and("type", guest.kind().word)
                .and("vmid", guest.vmid())
                .and("node", guest.node)
                .and("status", "unknown");
        cluster.broadcast.of(guest).ifPresent(row::and);
        return row.and("pool", guest.plan.pool())
                .and("lock", guest.lock)
                .and("tags", tags(guest))
                .and("hastate", guest.ha.map(state -> state.state))
                .map();
    }

    private static Optional<String> tags(Guest guest) {
        return guest.plan.tags().isEmpty() ? Optional.empty() : Optional.of(String.join(";", guest.plan.tags()));
    }

    /** A row of {@code nodes/N/qemu} or {@code nodes/N/lxc}. */
    static Map<String, Object> listed(Guest guest, Instant now, Flavour flavour) {
        return now(guest, now, flavour).map();
    }

    private static Json now(Guest guest, Instant now, Flavour flavour) {
        var numbers = numbers(guest, now);
        var keys = numbers.map();
        keys.remove("maxcpu");
        keys.remove("template");
        var qemu = guest.kind() == Kind.QEMU;
        // Before 9 a container's id came as a string in lists.
        var vmid = qemu || flavour.nine() ? (Object) guest.vmid() : Integer.toString(guest.vmid());
        numbers.and("vmid", vmid)
                .and("cpus", guest.plan.cores())
                .when(guest.isTemplate(), "template", 1)
                .when(qemu && guest.running && flavour.nine(), "memhost", onHost(guest))
                .when(!qemu, "type", "lxc")
                .when(!qemu, "swap", 0)
                .when(!qemu, "maxswap", 512L << 20)
                .when(guest.running, "pid", 100_000 + guest.vmid())
                .and("lock", guest.lock)
                .and("tags", tags(guest));
        if (flavour.nine() && guest.running)
            for (var what : List.of("cpu", "io", "memory"))
                numbers.and("pressure" + what + "some", 0.02).and("pressure" + what + "full", 0);
        return numbers;
    }

    static Map<String, Object> current(Guest guest, Instant now, Flavour flavour) {
        var page = now(guest, now, flavour).and("vmid", guest.vmid());
        var managed = Json.of("managed", Json.bit(guest.ha.isPresent()));
        guest.ha.ifPresent(state -> managed.and("state", state.state));
        page.and("ha", managed.map());
        if (guest.kind() == Kind.QEMU) {
            page.and("qmpstatus", guest.paused ? "paused" : guest.status())
                    .when(guest.plan.is(Trait.AGENT), "agent", 1)
                    .when(guest.running, "running-machine", "pc-i440fx-9.2+pve1")
                    .when(guest.running, "running-qemu", flavour.nine() ? "10.1.2" : "8.2.2")
                    .when(guest.running, "balloon", guest.plan.memory());
        }
        return page.map();
    }

    static Map<String, Object> config(Guest guest) {
        var plan = guest.plan;
        var disk = "local-lvm:vm-" + plan.vmid() + "-disk-0,size=" + (plan.disk() >> 30) + "G";
        var mac =
                "BC:24:11:%02X:%02X:%02X".formatted(plan.vmid() >> 16 & 255, plan.vmid() >> 8 & 255, plan.vmid() & 255);
        var page = Json.of("digest", "%040x".formatted(plan.vmid() * 7919L + guest.edition));
        if (plan.kind() == Kind.QEMU)
            page.and("name", plan.name())
                    .and("cores", plan.cores())
                    .and("sockets", 1)
                    .and("memory", Long.toString(plan.memory() >> 20))
                    .and("ostype", "l26")
                    .and("scsihw", "virtio-scsi-single")
                    .and("boot", "order=scsi0;net0")
                    .and("scsi0", disk)
                    .and("net0", "virtio=" + mac + ",bridge=vmbr0")
                    .when(plan.is(Trait.AGENT), "agent", "1");
        else
            page.and("hostname", plan.name())
                    .and("arch", "amd64")
                    .and("cores", plan.cores())
                    .and("memory", plan.memory() >> 20)
                    .and("swap", 512)
                    .and("ostype", "debian")
                    .and("unprivileged", 1)
                    .and("rootfs", disk)
                    .and("net0", "name=eth0,bridge=vmbr0,hwaddr=" + mac + ",ip=dhcp,type=veth");
        return page.when(plan.is(Trait.ONBOOT), "onboot", 1)
                .when(plan.is(Trait.TEMPLATE), "template", 1)
                .and("tags", tags(guest))
                .and("lock", guest.lock)
                .map();
    }

    static List<Object> pending(Guest guest) {
        return config(guest).entrySet().stream()
                .filter(entry -> !entry.getKey().equals("digest"))
                .<Object>map(entry -> Json.of("key", entry.getKey())
                        .and("value", entry.getValue())
                        .map())
                .toList();
    }

    static List<Object> snapshots(Guest guest) {
        var rows = new ArrayList<>();
        Optional<String> parent = Optional.empty();
        for (var snapshot : guest.snapshots) {
            rows.add(Json.of("name", snapshot.name())
                    .and("description", snapshot.about())
                    .and("snaptime", snapshot.at().getEpochSecond())
                    .and("parent", parent)
                    .map());
            parent = Optional.of(snapshot.name());
        }
        rows.add(Json.of("name", "current")
                .and("description", "You are here!")
                .and("running", Json.bit(guest.running))
                .and("parent", parent)
                .map());
        return rows;
    }

    static Map<String, Object> fileSystems(Guest guest) {
        var root = Json.of("name", "sda1")
                .and("mountpoint", "/")
                .and("type", "ext4")
                .and("used-bytes", guest.diskUsed)
                .and("total-bytes", guest.plan.disk())
                .and(
                        "disk",
                        List.of(Json.of("dev", "/dev/sda1")
                                .and("bus-type", "scsi")
                                .map()));
        return Json.of("result", List.of(root.map())).map();
    }

    static Object interfaces(Guest guest) {
        if (!guest.running) return Json.NOTHING;
        var last = guest.vmid() % 250 + 1;
        return List.of(
                Json.of("name", "lo")
                        .and("hwaddr", "00:00:00:00:00:00")
                        .and("inet", "127.0.0.1/8")
                        .and("inet6", "::1/128")
                        .map(),
                Json.of("name", "eth0")
                        .and("hwaddr", "bc:24:11:00:00:%02x".formatted(last))
                        .and("inet", "192.168.1." + last + "/24")
                        .map());
    }
}
