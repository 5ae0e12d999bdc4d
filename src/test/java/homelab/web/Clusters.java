package homelab.web;

import static homelab.web.FakeDesk.NOON;

import homelab.model.Backups;
import homelab.model.Cluster;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Lineage;
import homelab.model.Node;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A small Proxmox cluster to show. */
public final class Clusters {
    private static final Resource.Id HOME = new Resource.Id("proxmox:home");

    private Clusters() {}

    public static Sighting cluster(boolean quorate) {
        return sighting(
                "proxmox:home",
                "cluster",
                Kind.CLUSTER,
                "home",
                State.RUNNING,
                List.of(),
                new Cluster("home", quorate, 1, 1, "9.1.2"));
    }

    public static Sighting node(String name, State state) {
        return sighting(
                "node/" + name + "@home",
                "node/" + name,
                Kind.NODE,
                name,
                state,
                List.of(),
                new Node(name, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    public static Sighting guest(int vmid, String name, String node, State state) {
        var on = Dependency.by(new Resource.Id("node/" + node + "@home"), Dependency.When.ON);
        return sighting(
                vmid + "@home",
                vmid + "/" + name,
                Kind.VM,
                name,
                state,
                List.of(on),
                new Guest(
                        vmid,
                        node,
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    public static Sighting memory(int vmid, String name) {
        var of = Dependency.by(new Resource.Id(vmid + "@home"), Dependency.When.OF);
        return sighting(
                "memory/" + vmid + "@home",
                "memory/" + vmid,
                Kind.MEMORY,
                "memory of " + name,
                State.RUNNING,
                List.of(of),
                new Level(40, "40 % used", new Level.Marks(90, 95, 85, Duration.ofMinutes(5))));
    }

    public static Sighting template(int vmid, String name, String node) {
        var plain = guest(vmid, name, node, State.STOPPED);
        return new Sighting(
                plain.resource(),
                State.STOPPED,
                new Guest(
                        vmid,
                        node,
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                plain.at(),
                plain.since(),
                List.of(),
                Optional.empty());
    }

    public static Sighting service(String node, String trouble) {
        var of = Dependency.by(new Resource.Id("node/" + node + "@home"), Dependency.When.OF);
        return sighting(
                "service/" + node + "/cron@home",
                "service/" + node + "/cron",
                Kind.SERVICE,
                "cron of " + node,
                State.UNHEALTHY,
                List.of(of),
                new Report(Optional.of(Severity.WARNING), trouble, Optional.empty()));
    }

    public static Sighting storage(String name, int percent) {
        return sighting(
                "storage/" + name + "@home",
                "storage/" + name,
                Kind.STORAGE,
                name,
                State.RUNNING,
                List.of(Dependency.by(HOME, Dependency.When.OF)),
                new Level(percent, percent + " % used", new Level.Marks(85, 95, 80, Duration.ofMinutes(2))));
    }

    public static Sighting backups(int vmid, String name, Instant latest) {
        var of = Dependency.by(new Resource.Id(vmid + "@home"), Dependency.When.OF);
        return sighting(
                "backups/" + vmid + "@home",
                "backups/" + vmid,
                Kind.BACKUP,
                "backups of " + name,
                State.RUNNING,
                List.of(of),
                new Backups(
                        Optional.of(new Backups.Latest(latest, "nas", Optional.empty())),
                        Optional.empty(),
                        true,
                        Optional.of("nas"),
                        false,
                        Optional.empty(),
                        Duration.ofDays(2)));
    }

    /** The same, in a cluster of another name. */
    public static Sighting away(Sighting home) {
        var was = home.resource();
        var needs = was.dependsOn().stream()
                .map(need -> new Dependency("", need.name().replace("@home", "@away"), need.when()))
                .toList();
        var id = new Resource.Id(was.id().value().replace("@home", "@away").replace("proxmox:home", "proxmox:away"));
        var resource = new Resource(
                id,
                Lineage.named("away", was.lineage().name()),
                was.kind(),
                was.name(),
                new Resource.Id("proxmox:away"),
                needs,
                was.wishes());
        return new Sighting(resource, home.state(), home.detail(), home.at(), home.since(), List.of(), home.unseen());
    }

    private static Sighting sighting(
            String id, String lineage, Kind kind, String name, State state, List<Dependency> needs, Detail detail) {
        var resource =
                new Resource(new Resource.Id(id), Lineage.named("home", lineage), kind, name, HOME, needs, Wishes.NONE);
        return new Sighting(resource, state, detail, NOON.plusSeconds(5), NOON, List.of(), Optional.empty());
    }
}
