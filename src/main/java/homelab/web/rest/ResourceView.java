package homelab.web.rest;

import homelab.model.Dependency;
import homelab.model.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A resource as programs see it.
 *
 * @param host what it is seen through: its engine, or its cluster
 * @param lastSeen when it was last seen, whatever its state
 * @param reason why it is {@code UNSEEN}
 * @param dependsOn services or containers it needs, as its owner names them; what it runs on, by its id
 * @param partOf the id of what this is a part of, or says something about: the node of a service, the guest of backups
 */
record ResourceView(
        String id,
        String lineage,
        String kind,
        String name,
        String host,
        String state,
        Instant since,
        Instant lastSeen,
        Optional<String> reason,
        List<String> dependsOn,
        Optional<String> partOf) {

    static ResourceView of(Sighting sighting) {
        var resource = sighting.resource();
        return new ResourceView(
                resource.id().value(),
                resource.lineage().key(),
                resource.kind().name(),
                resource.name(),
                resource.host().value(),
                sighting.shown().name(),
                sighting.since(),
                sighting.at(),
                sighting.unseen(),
                resource.dependsOn().stream()
                        .filter(need -> need.when() != Dependency.When.OF)
                        .map(Dependency::name)
                        .toList(),
                resource.dependsOn().stream()
                        .filter(need -> need.when() == Dependency.When.OF)
                        .map(Dependency::name)
                        .findFirst());
    }
}
