package homelab.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** All that is known now: what was last seen of each resource, and what is remembered of each lineage. Persistent. */
public record Snapshot(PMap<Resource.Id, Sighting> sightings, PMap<Lineage, History> histories) {
    /** A container in an engine in a guest on a node, and some to spare. */
    private static final int DEEPEST = 5;

    public static final Snapshot EMPTY = new Snapshot(HashTreePMap.empty(), HashTreePMap.empty());

    public Optional<Sighting> sighting(Resource.Id id) {
        return Optional.ofNullable(sightings.get(id));
    }

    public Optional<History> history(Lineage lineage) {
        return Optional.ofNullable(histories.get(lineage));
    }

    public Snapshot with(Sighting sighting) {
        return new Snapshot(sightings.plus(sighting.resource().id(), sighting), histories);
    }

    public Snapshot with(History history) {
        return new Snapshot(sightings, histories.plus(history.lineage(), history));
    }

    public Snapshot without(Resource.Id id) {
        return new Snapshot(sightings.minus(id), histories);
    }

    public Snapshot without(Lineage lineage) {
        return new Snapshot(sightings, histories.minus(lineage));
    }

    /** What lives on this host, the host itself not among it. */
    public Stream<Sighting> on(Resource.Id host) {
        return sightings.values().stream()
                .filter(sighting -> sighting.resource().host().equals(host))
                .filter(sighting -> !sighting.resource().id().equals(host));
    }

    /** What it is on, what that is on, and so on: an engine's guest, and the node of that. */
    public List<Resource.Id> under(Resource resource) {
        var under = new ArrayList<Resource.Id>();
        var at = Optional.of(resource);
        while (at.isPresent() && under.size() < DEEPEST) {
            var on = at.get().dependsOn().stream()
                    .filter(need -> need.when() == Dependency.When.ON)
                    .findFirst()
                    .map(need -> new Resource.Id(need.name()));
            on.ifPresent(under::add);
            at = on.flatMap(this::sighting).map(Sighting::resource);
        }
        return under;
    }

    /** What an engine's clock shows when the agent's shows this. */
    public Instant engineTime(Resource.Id host, Instant at) {
        return sighting(host)
                .filter(one -> one.detail() instanceof Detail.Engine)
                .map(one -> at.plus(((Detail.Engine) one.detail()).ahead()))
                .orElse(at);
    }

    /** True when its host was looked at and it was not there. What was not looked at yet is not gone. */
    public boolean isGone(Resource.Id id, Resource.Id host) {
        var hostSeen = sighting(host)
                .filter(one -> one.unseen().isEmpty() && one.state().runs())
                .isPresent();
        return hostSeen && sighting(id).isEmpty();
    }

    /** True when a person's word, or another reason that is remembered, is to leave it as it is. */
    public boolean isLeftAlone(Sighting one) {
        return history(one.resource().lineage()).filter(History::isLeftAlone).isPresent();
    }

    /** True when this resource and what it runs on could be looked at. */
    public boolean canSee(Resource resource) {
        return sighting(resource.host()).filter(host -> host.unseen().isEmpty()).isPresent()
                && sighting(resource.id()).filter(own -> own.unseen().isEmpty()).isPresent();
    }
}
