package homelab.loop;

import homelab.loop.decide.Policy;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.Trouble;

/** What ran when its engine or its node went away and did not come back with it: started together, in order of dependency. */
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
                .filter(one -> isOpenToOthers(one.stage()) && !needsItsOwnWord(turn, one))
                .toList();
        if (fallen.isEmpty()) return;
        var known = Groups.taking(turn, host, Trouble.FELL_WITH_ENGINE);
        // One alone is told as what it is.
        if (known.isEmpty() && fallen.size() == 1) return;
        var node = turn.snapshot()
                .sighting(host)
                .map(Sighting::resource)
                .filter(one -> one.kind() == Kind.NODE)
                .map(Resource::name);
        var group = known.orElseGet(() -> Groups.open(
                turn,
                host,
                Trouble.FELL_WITH_ENGINE,
                "did not come back with " + (node.isPresent() ? "it" : "Docker"),
                Groups.count(fallen) + " ran when " + node.orElse("Docker")
                        + " went away, and it did not start them again."));
        fallen.forEach(one -> Groups.join(turn, one, group));
    }

    /** What was asked about alone before others were found to have fallen with it belongs to them. */
    private static boolean isOpenToOthers(Stage stage) {
        return stage instanceof Stage.Opened || stage instanceof Stage.AwaitingApproval;
    }

    /** One that must be asked about or was tried too often must not hold up the others. */
    private boolean needsItsOwnWord(Turn turn, Incident one) {
        return turn.sighting(one)
                .map(sighting -> cases.target(turn, Remedies.actionFor(sighting), sighting))
                .filter(target -> policy.needsItsOwnWord(one.finding(), target, turn.now()))
                .isPresent();
    }
}
