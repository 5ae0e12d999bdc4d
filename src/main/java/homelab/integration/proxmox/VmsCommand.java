package homelab.integration.proxmox;

import homelab.integration.Command;
import homelab.model.ClusterTree;
import homelab.model.ClusterTree.OfGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /vms}: every guest, and how it is. */
final class VmsCommand implements Command {
    private static final List<String> HEAD = List.of("Id", "Name", "Sort", "Node", "State", "CPU", "Memory", "To know");

    @Override
    public String name() {
        return "vms";
    }

    @Override
    public String says() {
        return "every guest, and how it is";
    }

    @Override
    public Optional<Argument> argument() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        var clusters = Fleet.of(call.desk()).clusters();
        if (clusters.isEmpty()) return CompletableFuture.completedFuture(Unlooked.reply());
        if (Unlooked.isHidden(clusters)) return CompletableFuture.completedFuture(Unlooked.reply(clusters));
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        for (var cluster : clusters)
            for (var node : cluster.nodes())
                node.guests()
                        .forEach(guest ->
                                rows.add(row(guest, node.node().resource().name(), clusters.size() > 1)));
        for (var cluster : clusters)
            cluster.strays().forEach(guest -> rows.add(row(guest, "not known", clusters.size() > 1)));
        var lines = clusters.size() > 1
                ? clusters.stream()
                        .map(one -> one.cluster().resource().name() + ": " + one.says())
                        .toList()
                : List.<String>of();
        return CompletableFuture.completedFuture(
                Reply.told(title(clusters), lines, rows.size() > 1 ? rows : List.of()));
    }

    private static String title(List<ClusterTree> clusters) {
        var running = clusters.stream().mapToLong(ClusterTree::running).sum();
        var all = clusters.stream().mapToLong(ClusterTree::countedGuests).sum();
        var hidden = clusters.stream().mapToLong(ClusterTree::notSeen).sum();
        return running + " of " + all + (all == 1 ? " guest" : " guests") + " running"
                + (hidden == 0 ? "" : ", " + hidden + " not seen");
    }

    /** @param several a number alone would not tell which cluster is meant */
    private static List<String> row(OfGuest guest, String node, boolean several) {
        return List.of(
                several ? guest.guest().resource().id().value() : Integer.toString(guest.vmid()),
                guest.guest().resource().name(),
                Wording.sort(guest),
                node,
                Wording.state(guest),
                Wording.cpu(guest),
                Wording.memory(guest),
                Wording.notes(guest));
    }
}
