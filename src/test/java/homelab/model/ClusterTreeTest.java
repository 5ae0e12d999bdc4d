package homelab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterTreeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Resource.Id HOME = new Resource.Id("proxmox:home");
    private static final Resource.Id PVE1 = new Resource.Id("node/pve1@home");
    private static final Resource.Id WEB = new Resource.Id("100@home");

    private final Sighting cluster = seen(HOME, Kind.CLUSTER, State.RUNNING, List.of());
    private final Sighting node = seen(PVE1, Kind.NODE, State.RUNNING, List.of());
    private final Sighting web = seen(WEB, Kind.VM, State.RUNNING, List.of(on(PVE1)));

    @Test
    void everything_stands_where_it_belongs() {
        var memory = seen(new Resource.Id("memory/pve1@home"), Kind.MEMORY, State.RUNNING, List.of(of(PVE1)));
        var backups = seen(new Resource.Id("backups/100@home"), Kind.BACKUP, State.RUNNING, List.of(of(WEB)));
        var plan = seen(new Resource.Id("backups/plan@home"), Kind.BACKUP, State.RUNNING, List.of(of(HOME)));
        var nas = seen(new Resource.Id("storage/nas@home"), Kind.STORAGE, State.RUNNING, List.of(of(HOME)));
        var local = seen(new Resource.Id("storage/pve1/local@home"), Kind.STORAGE, State.RUNNING, List.of(of(PVE1)));
        var engine = new Resource.Id("docker:web");
        var tied = sighting(engine, engine, Kind.HOST, State.RUNNING, List.of(on(WEB)));

        var trees = ClusterTree.of(List.of(tied, local, nas, plan, backups, memory, web, node, cluster));

        var guest = new ClusterTree.OfGuest(web, List.of(backups), List.of(tied));
        assertThat(trees)
                .containsExactly(new ClusterTree(
                        cluster,
                        List.of(new ClusterTree.OnNode(node, List.of(memory), List.of(guest))),
                        List.of(),
                        List.of(nas, local),
                        List.of(plan)));
        assertThat(ClusterTree.tied(trees)).containsExactly(engine);
    }

    @Test
    void a_guest_of_a_node_that_is_not_known_is_not_lost() {
        var lost = seen(
                new Resource.Id("101@home"), Kind.LXC, State.RUNNING, List.of(on(new Resource.Id("node/pve9@home"))));

        var tree = ClusterTree.of(List.of(cluster, node, lost)).getFirst();

        assertThat(tree.strays()).extracting(ClusterTree.OfGuest::guest).containsExactly(lost);
        assertThat(tree.guests()).hasSize(1);
    }

    @Test
    void what_another_cluster_has_is_not_counted_here() {
        var other = new Resource.Id("proxmox:away");
        var away = sighting(other, other, Kind.CLUSTER, State.RUNNING, List.of());
        var theirs = sighting(
                new Resource.Id("100@away"),
                other,
                Kind.VM,
                State.RUNNING,
                List.of(on(new Resource.Id("node/pve1@away"))));

        var trees = ClusterTree.of(List.of(cluster, node, web, away, theirs));

        assertThat(trees)
                .extracting(ClusterTree::says)
                .containsExactly(
                        "0 of 0 nodes online, 1 of 1 guest running", "1 of 1 node online, 1 of 1 guest running");
    }

    @Test
    void what_cannot_be_seen_is_not_called_running() {
        var gone = web.greyed("its node pve1 is offline");

        assertThat(ClusterTree.of(List.of(cluster, node, gone)).getFirst().says())
                .isEqualTo("1 of 1 node online, 0 of 1 guest running, 1 not seen");
    }

    private static Dependency on(Resource.Id other) {
        return Dependency.by(other, Dependency.When.ON);
    }

    private static Dependency of(Resource.Id other) {
        return Dependency.by(other, Dependency.When.OF);
    }

    private static Sighting seen(Resource.Id id, Kind kind, State state, List<Dependency> needs) {
        return sighting(id, HOME, kind, state, needs);
    }

    private static Sighting sighting(Resource.Id id, Resource.Id host, Kind kind, State state, List<Dependency> needs) {
        var resource =
                new Resource(id, Lineage.named(host.value(), id.value()), kind, id.value(), host, needs, Wishes.NONE);
        return new Sighting(resource, state, Detail.Container.NOTHING, NOON, NOON, List.of(), Optional.empty());
    }
}
