package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.proxmox.ClusterRows.Membership;
import homelab.integration.proxmox.ClusterRows.Node;
import homelab.integration.proxmox.ClusterRows.Resources;
import homelab.integration.proxmox.ClusterRows.Storage;
import homelab.model.Observation;
import homelab.model.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StorageShowTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Node node(String name) {
        return new Node(name, "online", Optional.empty(), 8, 0, 0, 0, 0, 100, "");
    }

    private static Storage nas(String node, boolean active) {
        return new Storage("nas", node, active ? "available" : "unknown", true, "nfs", Set.of(), 0, active ? 100 : 0);
    }

    private static List<Observation> shown(Storage... rows) {
        var all = new Resources(List.of(node("pve1"), node("pve2"), node("pve3")), List.of(), List.of(rows));
        var picture = new Picture(
                all,
                new Membership("home", true, List.of()),
                new TaskBook(FakePve.TOKEN, List.of()),
                Map.of(),
                Map.of());
        return new StorageShow(
                        new Home("home", new Resource.Id("proxmox:home")),
                        picture,
                        new Slow(),
                        LevelsConfig.DEFAULT,
                        NOW)
                .all();
    }

    @Test
    void a_shared_storage_that_is_away_names_each_node_that_cannot_use_it() {
        assertThat(shown(nas("pve1", false), nas("pve2", false), nas("pve3", false)))
                .containsExactly(new Observation.Unseen(
                        new Resource.Id("storage/nas@home"), NOW, "it is not active on pve1, pve2 and pve3"));
    }

    @Test
    void a_node_that_can_use_it_is_not_among_them() {
        assertThat(shown(nas("pve1", false), nas("pve2", true), nas("pve3", false)))
                .containsExactly(new Observation.Unseen(
                        new Resource.Id("storage/nas@home"), NOW, "it is not active on pve1 and pve3"));
    }
}
