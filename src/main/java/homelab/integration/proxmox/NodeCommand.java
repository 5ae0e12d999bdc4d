package homelab.integration.proxmox;

import homelab.integration.Command;
import homelab.model.ClusterTree;
import homelab.model.ClusterTree.OfGuest;
import homelab.model.ClusterTree.OnNode;
import homelab.model.Kind;
import homelab.model.Node;
import homelab.model.Report;
import homelab.model.Sighting;
import homelab.model.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /node}: every node, what it uses, and what of it is wrong. */
final class NodeCommand implements Command {
    private static final List<String> HEAD = List.of("Node", "State", "CPU", "Memory", "Disk", "Guests");

    @Override
    public String name() {
        return "node";
    }

    @Override
    public String says() {
        return "every node, what it uses, and what of it is wrong";
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
        var lines = new ArrayList<String>();
        for (var cluster : clusters)
            for (var node : cluster.nodes()) {
                rows.add(row(node));
                node.parts().stream()
                        .filter(Wording::isWrong)
                        .map(part -> words(node, part))
                        .forEach(lines::add);
            }
        var online = clusters.stream().mapToLong(ClusterTree::online).sum();
        var all = clusters.stream().mapToLong(one -> one.nodes().size()).sum();
        return CompletableFuture.completedFuture(
                Reply.told(online + " of " + all + (all == 1 ? " node" : " nodes") + " online", lines, rows));
    }

    private static List<String> row(OnNode node) {
        var guests = node.guests().stream().filter(one -> !one.isTemplate()).toList();
        var running = guests.stream().filter(OfGuest::runs).count();
        var hidden = guests.stream()
                .filter(one -> one.guest().shown() == State.UNSEEN)
                .count();
        return List.of(
                node.node().resource().name(),
                state(node.node()),
                Wording.level(node.parts(), Kind.CPU),
                Wording.level(node.parts(), Kind.MEMORY),
                Wording.level(node.parts(), Kind.DISK),
                running + " of " + guests.size() + " running" + (hidden == 0 ? "" : ", " + hidden + " not seen"));
    }

    private static String state(Sighting node) {
        if (node.unseen().isPresent()) return "not seen: " + node.unseen().get();
        if (!node.state().runs()) return "offline";
        return "online"
                + (node.detail() instanceof Node told
                        ? told.up().map(up -> ", up " + Wording.length(up)).orElse("")
                        : "");
    }

    private static String words(OnNode node, Sighting part) {
        return node.node().resource().name() + ": "
                + (part.detail() instanceof Report report
                        ? report.words()
                        : part.resource().name() + " " + Wording.words(part));
    }
}
