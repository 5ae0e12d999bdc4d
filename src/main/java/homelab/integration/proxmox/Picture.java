package homelab.integration.proxmox;

import homelab.integration.proxmox.ClusterRows.Guest;
import homelab.integration.proxmox.ClusterRows.Membership;
import homelab.integration.proxmox.ClusterRows.Node;
import homelab.integration.proxmox.ClusterRows.Resources;
import homelab.integration.proxmox.ClusterRows.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What one look brought: all that there is, and how its nodes are.
 *
 * @param statuses of the nodes that answered
 * @param silent why those did not that should have
 */
record Picture(
        Resources resources,
        Membership membership,
        TaskBook tasks,
        Map<String, NodeRows.Status> statuses,
        Map<String, String> silent) {

    /** The same, with its guests as their own nodes tell them. */
    Picture with(List<Guest> guests) {
        var told = new Resources(resources.nodes(), guests, resources.storages());
        return new Picture(told, membership, tasks, statuses, silent);
    }

    /** The cluster's own name; that of the node where that is alone. */
    String name() {
        if (!membership.name().isEmpty()) return membership.name();
        return resources.nodes().stream().map(Node::name).findFirst().orElse("proxmox");
    }

    List<Guest> guests() {
        return resources.guests();
    }

    List<String> onlineNodes() {
        return resources.nodes().stream().map(Node::name).filter(this::isOnline).toList();
    }

    boolean isOnline(String node) {
        return resources.nodes().stream()
                        .anyMatch(one -> one.name().equals(node) && one.status().equals("online"))
                && !isOffline(node);
    }

    boolean isOffline(String node) {
        var left = membership.members().stream().anyMatch(one -> one.name().equals(node) && !one.online());
        return left
                || resources.nodes().stream()
                        .anyMatch(one -> one.name().equals(node) && one.status().equals("offline"));
    }

    /** Each storage once where it is shared, on the first node that is online, and else once for each node. */
    List<Storage> places() {
        var shared = new HashSet<String>();
        return resources.storages().stream()
                .filter(one -> isOnline(one.node()))
                .filter(one -> !one.shared() || shared.add(one.name()))
                .toList();
    }
}
