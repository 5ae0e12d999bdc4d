package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.model.Incident;
import homelab.model.Stage;
import java.util.Optional;

/** Finds the incident that another one follows from: what it needs is down itself. */
final class Roots {
    private Roots() {}

    static Optional<Incident> rootOf(Turn turn, Incident incident) {
        if (incident.order().isPresent() || Groups.isGroup(incident)) return Optional.empty();
        return turn.open().stream()
                .filter(other -> !other.id().equals(incident.id()))
                .filter(other -> !(other.stage() instanceof Stage.Joined))
                .filter(other -> incident.resource().needs(other.resource()))
                .filter(other -> turn.judge(other.resource().id()) instanceof Verdict.Bad)
                .findFirst();
    }
}
