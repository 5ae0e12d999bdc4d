package homelab.integration.proxmox;

import homelab.integration.proxmox.ClusterRows.Storage;
import homelab.integration.proxmox.Slow.OnNode;
import homelab.model.Kind;
import homelab.model.Names;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.Wishes;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Storages as observations: a shared one once, however many nodes see it. */
record StorageShow(Home home, Picture picture, Slow slow, LevelsConfig marks, Instant now) {
    private static final int MOST_NAMES = 5;

    List<Observation> all() {
        return Stream.concat(picture.places().stream().map(this::of), outOfReach())
                .toList();
    }

    /** Those that only nodes have which are away. */
    private Stream<Observation> outOfReach() {
        var reached = picture.places().stream().map(Storage::name).collect(Collectors.toSet());
        return picture.resources().storages().stream()
                .filter(one -> one.shared() && !reached.contains(one.name()))
                .map(one -> resource(one).id())
                .distinct()
                .map(id -> new Observation.Unseen(id, now, "no node that has it can be seen"));
    }

    private Observation of(Storage storage) {
        var resource = resource(storage);
        var state = slow.storages.value(new OnNode(storage.node(), storage.name()));
        var inactive = state.filter(one -> !one.active()).isPresent();
        // The broadcast keeps the last row of one that went away for some minutes; the node itself tells at once.
        if (inactive || !storage.status().equals("available") || storage.of() == 0)
            return new Observation.Unseen(resource.id(), now, away(storage));
        var level = Levels.filled(storage.used(), storage.of(), marks.disk());
        return new Observation.Health(resource, now, level.state(), level);
    }

    /** On which nodes, all that see it: of the first one its own word counts, of the others what was told last. */
    private String away(Storage storage) {
        var nodes = picture.resources().storages().stream()
                .filter(one -> one.name().equals(storage.name()) && picture.isOnline(one.node()))
                .filter(one -> storage.shared() || one.node().equals(storage.node()))
                .filter(one ->
                        one.node().equals(storage.node()) || !one.status().equals("available") || one.of() == 0)
                .map(Storage::node)
                .sorted()
                .toList();
        return "it is not active on " + Names.of(nodes, MOST_NAMES);
    }

    Resource resource(Storage storage) {
        if (storage.shared())
            return home.part(
                    Kind.STORAGE, home.part("storage", storage.name()), storage.name(), home.host(), Wishes.NONE);
        return home.part(
                Kind.STORAGE,
                home.part("storage/" + storage.node(), storage.name()),
                storage.name() + " of " + storage.node(),
                home.node(storage.node()),
                Wishes.NONE);
    }
}
