package homelab.loop.observe;

import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Engines that live in a guest. An engine tells the name of its machine; the one guest of that name is that machine. */
final class Ties {
    private Ties() {}

    static Snapshot tied(Snapshot snapshot) {
        var engines = snapshot.sightings().values().stream()
                .filter(one -> one.detail() instanceof Detail.Engine)
                .toList();
        if (engines.isEmpty()) return snapshot;
        var guests = snapshot.sightings().values().stream()
                .map(Sighting::resource)
                .filter(one -> one.kind().isAGuest())
                .toList();
        var next = snapshot;
        for (var engine : engines) {
            var needs = needs(engine, guests);
            if (!engine.resource().dependsOn().equals(needs)) next = next.with(on(engine, needs));
        }
        return next;
    }

    private static List<Dependency> needs(Sighting engine, List<Resource> guests) {
        var needs = new ArrayList<>(engine.resource().dependsOn());
        needs.removeIf(need -> need.when() == Dependency.When.ON);
        home((Detail.Engine) engine.detail(), guests)
                .ifPresent(guest -> needs.add(Dependency.by(guest.id(), Dependency.When.ON)));
        return needs;
    }

    private static Optional<Resource> home(Detail.Engine engine, List<Resource> guests) {
        if (engine.machine().isEmpty()) return Optional.empty();
        var named = guests.stream()
                .filter(guest ->
                        engine.machine().filter(guest.name()::equalsIgnoreCase).isPresent())
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    private static Sighting on(Sighting engine, List<Dependency> needs) {
        var was = engine.resource();
        var tied = new Resource(was.id(), was.lineage(), was.kind(), was.name(), was.host(), needs, was.wishes());
        return new Sighting(
                tied, engine.state(), engine.detail(), engine.at(), engine.since(), engine.changes(), engine.unseen());
    }
}
