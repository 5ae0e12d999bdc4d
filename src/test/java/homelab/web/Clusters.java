package homelab.web;

import static homelab.web.FakeDesk.NOON;

import homelab.model.Cluster;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Lineage;
import homelab.model.Node;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Duration;
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

    private static Sighting sighting(
            String id, String lineage, Kind kind, String name, State state, List<Dependency> needs, Detail detail) {
        var resource =
                new Resource(new Resource.Id(id), Lineage.named("home", lineage), kind, name, HOME, needs, Wishes.NONE);
        return new Sighting(resource, state, detail, NOON.plusSeconds(5), NOON, List.of(), Optional.empty());
    }
}
