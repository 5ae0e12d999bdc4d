package homelab.integration.proxmox;

import homelab.integration.Command;
import homelab.model.ClusterTree;
import java.util.List;
import java.util.stream.Collectors;

/** What is replied while no cluster has been seen. */
final class Unlooked {
    private Unlooked() {}

    static Command.Reply reply() {
        return Command.Reply.refused(
                "No Proxmox has been seen yet: the agent has just started, or cannot reach it; status and doctor say more.");
    }

    /** None of them can be seen, so nothing can be counted. */
    static boolean isHidden(List<ClusterTree> clusters) {
        return clusters.stream().allMatch(one -> one.cluster().unseen().isPresent());
    }

    static Command.Reply reply(List<ClusterTree> clusters) {
        return Command.Reply.refused(clusters.stream()
                .map(one -> "Proxmox " + one.cluster().resource().name() + " " + one.says())
                .collect(Collectors.joining("; ")));
    }
}
