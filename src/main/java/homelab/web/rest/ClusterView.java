package homelab.web.rest;

import homelab.model.Cluster;
import homelab.model.ClusterTree;
import java.util.Optional;

/**
 * A Proxmox cluster as programs see it.
 *
 * @param state {@code SEEN} or {@code UNSEEN}; when it is unseen the counts are of what can be seen
 * @param reason why it is unseen
 * @param guests templates not among them, since they never run
 */
record ClusterView(
        String id,
        String name,
        String state,
        Optional<String> reason,
        Optional<Boolean> quorate,
        long nodes,
        long nodesOnline,
        long guests,
        long guestsRunning) {

    static ClusterView of(ClusterTree tree) {
        var cluster = tree.cluster();
        var unseen = cluster.unseen();
        return new ClusterView(
                cluster.resource().id().value(),
                cluster.resource().name(),
                unseen.isEmpty() ? "SEEN" : "UNSEEN",
                unseen,
                cluster.detail() instanceof Cluster told && unseen.isEmpty()
                        ? Optional.of(told.quorate())
                        : Optional.empty(),
                tree.nodes().size(),
                tree.online(),
                tree.countedGuests(),
                tree.running());
    }
}
