package homelab.loop;

import homelab.loop.decide.Policy;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.Trouble;

/** What ran when its engine went away and did not come back with it: started together, in order of dependency. */
final class EngineReturn {
    private final Policy policy;
    private final Cases cases;

    EngineReturn(Rooms rooms) {
        this.policy = rooms.policy();
        this.cases = new Cases(rooms);
    }

    void form(Turn turn, Resource.Id host) {
        var fallen = turn.open().stream()
                .filter(one -> one.resource().fallsWith().equals(host) && !Groups.isGroup(one))
                .filter(one -> one.finding().trouble() == Trouble.FELL_WITH_ENGINE)
                .filter(one -> one.stage() instanceof Stage.Opened && !needsItsOwnWord(turn, one))
                .toList();
        if (fallen.isEmpty()) return;
        var group = Groups.taking(turn, host, Trouble.FELL_WITH_ENGINE)
                .orElseGet(() -> Groups.open(
                        turn,
                        host,
                        Trouble.FELL_WITH_ENGINE,
                        "did not come back with " + with(turn, host),
                        fallen.size() + " things ran when " + with(turn, host)
                                + " went away, and it did not start them again."));
        fallen.forEach(one -> Groups.join(turn, one, group));
    }

    private static String with(Turn turn, Resource.Id place) {
        return turn.snapshot()
                .sighting(place)
                .map(Sighting::resource)
                .filter(one -> one.kind() == Kind.NODE)
                .map(Resource::name)
                .orElse("Docker");
    }

    /** One that must be asked about or was tried too often must not hold up the others. */
    private boolean needsItsOwnWord(Turn turn, Incident one) {
        return turn.sighting(one)
                .map(sighting -> cases.target(turn, Remedies.actionFor(sighting), sighting))
                .filter(target -> policy.needsItsOwnWord(one.finding(), target, turn.now()))
                .isPresent();
    }
}
