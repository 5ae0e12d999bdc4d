package homelab.web.page;

import homelab.model.Backups;
import homelab.model.Certificate;
import homelab.model.Cluster;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Lineage;
import homelab.model.Mode;
import homelab.model.Node;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Snapshots;
import homelab.model.State;
import homelab.model.Task;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Proxmox cluster that a test fills, as the agent would have seen it. */
final class FilledCluster {
    static final Resource.Id ID = new Resource.Id("proxmox:home");
    static final Level.Marks MARKS = new Level.Marks(85, 95, 80, Duration.ofMinutes(2));
    private static final Duration DAY = Duration.ofDays(1);

    final List<Sighting> seen = new ArrayList<>();
    private final Instant now;

    FilledCluster(Instant now) {
        this.now = now;
    }

    /** Three nodes, one of them offline, and twelve guests with a little of everything. */
    static FilledCluster calm(Instant now) {
        var home = new FilledCluster(now);
        home.cluster(true, 3, 2);
        home.node("pve1", true).node("pve2", true).node("pve3", false);
        home.level(Kind.CPU, "cpu/pve1", "processors of pve1", node("pve1"), 12, "12 % of them at work");
        home.level(Kind.MEMORY, "memory/pve1", "memory of pve1", node("pve1"), 61, "61 % used (20 GiB of 32 GiB)");
        home.level(Kind.DISK, "disk/pve1", "root disk of pve1", node("pve1"), 91, "91 % used (91 GiB of 100 GiB)");
        home.report(Kind.SERVICE, "service/pve1/pveproxy", "pveproxy of pve1", node("pve1"), "");
        home.report(Kind.SERVICE, "service/pve1/cron", "cron of pve1", node("pve1"), "cron is dead.");
        home.report(Kind.DRIVE, "drive/pve1/S1", "drive sda of pve1", node("pve1"), "");
        home.report(Kind.POOL, "pool/pve2/tank", "pool tank of pve2", node("pve2"), "ZFS says that tank is DEGRADED.");
        home.certificate("pve1");
        home.running(100, "web", "pve1").running(101, "docker-vm", "pve1");
        home.guest(102, "dns", "pve1", State.STOPPED, told(102, "pve1", draft -> draft.task = Optional.of("ann@pve")));
        home.guest(103, "windows", "pve1", State.STOPPED, told(103, "pve1", draft -> {}));
        home.guest(104, "debian-13", "pve1", State.STOPPED, told(104, "pve1", draft -> draft.template = true));
        home.guest(105, "db", "pve2", State.RUNNING, told(105, "pve2", draft -> {
            draft.usage = Optional.of(new Guest.Usage(0.34, 3L << 30, 4L << 30, Duration.ofDays(40)));
            draft.lock = Optional.of(new Guest.Lock("backup", now.minusSeconds(60), true));
            draft.ha = Optional.of("started");
        }));
        for (var vmid = 106; vmid < 110; vmid++) home.running(vmid, "app" + vmid, "pve2");
        home.unseen(110, "cloud", "pve3").unseen(111, "photos", "pve3");
        home.level(Kind.MEMORY, "memory/100", "memory of web", guest(100), 97, "97 % used (3.9 GiB of 4 GiB)");
        home.backups(100, "web", 5)
                .backups(101, "docker-vm", 80)
                .backups(105, "db", 5)
                .noBackup(106, "app106");
        home.add(
                part(Kind.SNAPSHOT, "snapshots/100", "snapshots of web", guest(100)),
                State.RUNNING,
                new Snapshots(3, Optional.empty(), DAY));
        home.level(Kind.STORAGE, "storage/nas", "nas", ID, 45, "45 % used (0.9 TiB of 2 TiB)");
        home.level(Kind.STORAGE, "storage/pve1/local", "local of pve1", node("pve1"), 92, "92 % used (92 of 100 GiB)");
        home.greyed(part(Kind.STORAGE, "storage/usb", "usb", ID), "it is not active on pve1");
        home.report(Kind.BACKUP, "backups/plan", "the backup plan", ID, "In no backup job: windows (103).");
        return home;
    }

    /** Many nodes with many guests each, all well but one. */
    static FilledCluster large(Instant now, int nodes, int guests) {
        var home = new FilledCluster(now);
        home.cluster(true, nodes, nodes);
        for (var number = 1; number <= nodes; number++) {
            var node = "pve" + number;
            home.node(node, true);
            for (var guest = 0; guest < guests / nodes; guest++) {
                var vmid = 100 + (number - 1) * (guests / nodes) + guest;
                home.running(vmid, "guest" + vmid, node);
                home.level(Kind.CPU, "cpu/" + vmid, "processors of " + vmid, guest(vmid), 12, "12 % of them at work");
                home.level(Kind.DISK, "disk/" + vmid, "disk of " + vmid, guest(vmid), 40, "40 % used");
                home.backups(vmid, "guest" + vmid, 5);
            }
        }
        return home;
    }

    static Resource.Id node(String name) {
        return new Resource.Id("node/" + name + "@home");
    }

    static Resource.Id guest(int vmid) {
        return new Resource.Id(vmid + "@home");
    }

    static Resource guestResource(int vmid, String name, String node, Wishes wishes) {
        return new Resource(
                guest(vmid),
                Lineage.named("home", vmid + "/" + name),
                vmid % 2 == 0 ? Kind.VM : Kind.LXC,
                name,
                ID,
                List.of(Dependency.by(node(node), Dependency.When.ON)),
                wishes);
    }

    FilledCluster cluster(boolean quorate, int nodes, int online) {
        return add(
                new Resource(ID, Lineage.named("home", "cluster"), Kind.CLUSTER, "home", ID, List.of(), Wishes.NONE),
                State.RUNNING,
                new Cluster("home", quorate, nodes, online, "9.1.2"));
    }

    FilledCluster node(String name, boolean online) {
        var resource = new Resource(
                node(name), Lineage.named("home", "node/" + name), Kind.NODE, name, ID, List.of(), Wishes.NONE);
        return add(
                resource,
                online ? State.RUNNING : State.STOPPED,
                new Node(
                        name,
                        name.equals("pve1"),
                        Optional.empty(),
                        Optional.of(Duration.ofDays(12)).filter(ignored -> online),
                        Optional.of(3),
                        Optional.of("9.1.2"),
                        Optional.of(new Node.Strain(0.4, Optional.of(new Node.Pressure(1, 14, 0))))));
    }

    FilledCluster running(int vmid, String name, String node) {
        return guest(
                vmid,
                name,
                node,
                State.RUNNING,
                told(
                        vmid,
                        node,
                        draft -> draft.usage =
                                Optional.of(new Guest.Usage(0.05, 1L << 30, 4L << 30, Duration.ofDays(40)))));
    }

    FilledCluster unseen(int vmid, String name, String node) {
        return greyed(guestResource(vmid, name, node, Wishes.NONE), "its node " + node + " is offline");
    }

    FilledCluster guest(int vmid, String name, String node, State state, Guest told) {
        var wishes = vmid == 100
                ? new Wishes(false, Optional.of(Mode.ASK), true, true, Optional.empty(), Optional.empty())
                : Wishes.NONE;
        return add(guestResource(vmid, name, node, wishes), state, told);
    }

    /** One of which there is no backup. */
    FilledCluster noBackup(int vmid, String name) {
        return add(
                part(Kind.BACKUP, "backups/" + vmid, "backups of " + name, guest(vmid)),
                State.RUNNING,
                new Backups(
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.of("nas"),
                        false,
                        Optional.empty(),
                        Duration.ofDays(2)));
    }

    FilledCluster backups(int vmid, String name, int hoursAgo) {
        return add(
                part(Kind.BACKUP, "backups/" + vmid, "backups of " + name, guest(vmid)),
                State.RUNNING,
                new Backups(
                        Optional.of(new Backups.Latest(now.minus(Duration.ofHours(hoursAgo)), "nas", Optional.empty())),
                        Optional.empty(),
                        true,
                        Optional.of("nas"),
                        false,
                        Optional.empty(),
                        Duration.ofHours(48)));
    }

    FilledCluster level(Kind kind, String id, String name, Resource.Id of, double percent, String words) {
        var level = new Level(percent, words, MARKS);
        return add(part(kind, id, name, of), level.state(), level);
    }

    FilledCluster report(Kind kind, String id, String name, Resource.Id of, String trouble) {
        var report = new Report(
                trouble.isEmpty() ? Optional.empty() : Optional.of(Severity.WARNING),
                trouble.isEmpty() ? "It is well." : trouble,
                Optional.empty());
        return add(part(kind, id, name, of), report.state(), report);
    }

    FilledCluster certificate(String node) {
        return add(
                part(Kind.CERTIFICATE, "certificate/" + node, "certificate of " + node, node(node)),
                State.RUNNING,
                new Certificate(node, now.plus(Duration.ofDays(300)), Duration.ofDays(14)));
    }

    FilledCluster greyed(Resource resource, String reason) {
        var minutes = now.minus(Duration.ofMinutes(9));
        seen.add(new Sighting(
                resource, State.RUNNING, Detail.Container.NOTHING, minutes, minutes, List.of(), Optional.of(reason)));
        return this;
    }

    FilledCluster add(Resource resource, State state, Detail detail) {
        var since = now.minus(Duration.ofHours(2));
        seen.add(new Sighting(resource, state, detail, now.minusSeconds(4), since, List.of(), Optional.empty()));
        return this;
    }

    static Resource part(Kind kind, String id, String name, Resource.Id of) {
        return new Resource(
                new Resource.Id(id + "@home"),
                Lineage.named("home", id),
                kind,
                name,
                ID,
                List.of(Dependency.by(of, Dependency.When.OF)),
                Wishes.NONE);
    }

    /** What Proxmox tells of a guest, being written. */
    static final class Draft {
        boolean template;
        boolean own;
        Optional<Guest.Lock> lock = Optional.empty();
        Optional<String> ha = Optional.empty();
        Optional<String> task = Optional.empty();
        Optional<Guest.Usage> usage = Optional.empty();
    }

    /** Writes what differs from a guest of which little is known. */
    interface Writing {
        void into(Draft draft);
    }

    static Guest told(int vmid, String node, Writing writing) {
        var draft = new Draft();
        writing.into(draft);
        var stopped = draft.task.map(by -> new Task(
                "UPID:" + node + ":1:1:1:qmshutdown:" + vmid + ":" + by + ":",
                "qmshutdown",
                Task.Deed.SHUTDOWN,
                Task.Whose.A_PERSON,
                by,
                Instant.EPOCH,
                Optional.of("OK")));
        return new Guest(
                vmid,
                node,
                draft.template,
                draft.own,
                draft.lock,
                draft.ha.map(Guest.Ha::new),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                stopped.stream().toList(),
                draft.usage);
    }
}
