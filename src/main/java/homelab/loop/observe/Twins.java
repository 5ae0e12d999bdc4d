package homelab.loop.observe;

import homelab.model.Detail;
import homelab.model.History;
import homelab.model.Lineage;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.State;
import homelab.model.What;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Containers that live side by side though their labels say that they are one, as copied labels do. The second goes by
 * its own name until the first is gone; what takes the place of one that is down or gone inherits its history.
 */
final class Twins {
    private final Snapshot before;
    private final Look look;
    private final Map<Lineage, Resource.Id> met = new HashMap<>();

    private Twins(Snapshot before, Look look) {
        this.before = before;
        this.look = look;
    }

    /** The look, with a lineage of its own for each that lives. */
    static Look apart(Snapshot before, Look look) {
        var twins = new Twins(before, look);
        var observations = look.observations().stream().map(twins::apart).toList();
        return new Look(look.host(), look.at(), observations, look.present(), look.unchanged(), look.cursor());
    }

    private Observation apart(Observation observation) {
        if (!(observation instanceof Observation.Health health) || !(health.detail() instanceof Detail.Container))
            return observation;
        var resource = health.resource();
        var own = Lineage.named(resource.lineage().home(), resource.name());
        if (own.equals(resource.lineage()) || isTheOne(health)) return health;
        return new Observation.Health(resource.rememberedBy(own), health.at(), health.state(), health.detail());
    }

    private boolean isTheOne(Observation.Health health) {
        var lineage = health.resource().lineage();
        var known = before.history(lineage);
        if (known.isEmpty())
            return met.computeIfAbsent(lineage, ignored -> health.about()).equals(health.about());
        var first = known.get();
        if (first.id().equals(health.about()) || !exists(first.id())) return true;
        return !wentByItsName(health) && !lives(first);
    }

    private boolean wentByItsName(Observation.Health health) {
        return before.sighting(health.about())
                .filter(seen ->
                        !seen.resource().lineage().equals(health.resource().lineage()))
                .isPresent();
    }

    private boolean exists(Resource.Id id) {
        return before.sighting(id).isPresent()
                && look.present().filter(present -> !present.contains(id)).isEmpty()
                && !wasTold(id, What.Removed.class);
    }

    private boolean lives(History first) {
        return first.runs()
                && !wasTold(first.id(), What.Died.class)
                && stateOf(first.id()).filter(State::runs).isPresent();
    }

    private Optional<State> stateOf(Resource.Id id) {
        return look.observations().stream()
                .filter(one -> one instanceof Observation.Health && one.about().equals(id))
                .map(one -> ((Observation.Health) one).state())
                .findFirst()
                .or(() -> before.sighting(id).map(Sighting::state));
    }

    private boolean wasTold(Resource.Id id, Class<? extends What> what) {
        return look.observations().stream()
                .anyMatch(one -> one instanceof Observation.Event event
                        && event.about().equals(id)
                        && what.isInstance(event.what()));
    }
}
