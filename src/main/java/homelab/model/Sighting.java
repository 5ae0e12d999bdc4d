package homelab.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A resource as it was last seen, with the little that is needed to judge it.
 *
 * @param at when it was last seen, by the agent's clock
 * @param since when it came into this state, by the agent's clock
 * @param changes of state in the last 30 min, oldest first
 * @param unseen why it cannot be seen now; empty when it can
 */
public record Sighting(
        Resource resource,
        State state,
        Detail detail,
        Instant at,
        Instant since,
        List<Change> changes,
        Optional<String> unseen) {
    public Sighting {
        changes = List.copyOf(changes);
    }

    /** A change of state. */
    public record Change(Instant at, State to) {}

    /** The same, which cannot be seen for this reason; a reason that is known already stays. */
    public Sighting greyed(String reason) {
        return new Sighting(resource, state, detail, at, since, changes, unseen.or(() -> Optional.of(reason)));
    }

    /** What people are shown: what cannot be seen is grey. */
    public State shown() {
        return unseen.isPresent() ? State.UNSEEN : state;
    }
}
