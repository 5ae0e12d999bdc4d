package homelab.integration.proxmox;

import homelab.integration.Command;
import homelab.model.Cluster;
import homelab.model.ClusterTree;
import homelab.model.Kind;
import homelab.model.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /infra}: clusters, storages and engines on the whole. */
final class InfraCommand implements Command {
    @Override
    public String name() {
        return "infra";
    }

    @Override
    public String says() {
        return "clusters, storages and engines on the whole";
    }

    @Override
    public Optional<Argument> argument() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        var resources = call.desk().resources();
        var clusters = ClusterTree.of(resources);
        var lines = new ArrayList<String>();
        clusters.forEach(cluster -> lines.add(words(cluster)));
        resources.stream()
                .filter(one -> one.resource().kind() == Kind.HOST)
                .map(engine -> engine(engine, resources))
                .forEach(lines::add);
        if (lines.isEmpty()) return CompletableFuture.completedFuture(Unlooked.reply());
        var rows = new ArrayList<List<String>>();
        for (var cluster : clusters)
            for (var storage : cluster.storages())
                rows.add(List.of(storage.resource().name(), Wording.words(storage)));
        if (!rows.isEmpty()) rows.addFirst(List.of("Storage", "Used"));
        return CompletableFuture.completedFuture(Reply.told("Infrastructure", lines, rows));
    }

    private static String words(ClusterTree tree) {
        var cluster = tree.cluster();
        var name = "Proxmox " + cluster.resource().name() + ": ";
        if (cluster.unseen().isPresent())
            return name + "can't be seen: " + cluster.unseen().get() + ".";
        var quorum = cluster.detail() instanceof Cluster told && !told.quorate() ? ", without a quorum" : "";
        return name + tree.says() + quorum + ".";
    }

    private static String engine(Sighting engine, List<Sighting> resources) {
        var name = "Docker " + engine.resource().name() + ": ";
        if (engine.unseen().isPresent())
            return name + "can't be seen: " + engine.unseen().get() + ".";
        var containers = resources.stream()
                .filter(one -> one.resource().kind() == Kind.CONTAINER)
                .filter(one -> one.resource().host().equals(engine.resource().id()))
                .toList();
        var running = containers.stream().filter(one -> one.shown().runs()).count();
        return name + running + " of " + containers.size() + (containers.size() == 1 ? " container" : " containers")
                + " running.";
    }
}
