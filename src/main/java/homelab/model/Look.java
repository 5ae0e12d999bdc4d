package homelab.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a source hands to the loop in one piece.
 *
 * @param host whose resources these are
 * @param at the agent's clock when the look was taken
 * @param observations in the order in which they happened
 * @param present after a full look, the ids of all there is; what is missing from it is gone
 * @param unchanged after a full look, the ids of those that looked as they did before; no observation tells of them
 * @param cursor where to resume the event stream, to be kept on disk with this look
 */
public record Look(
        Resource.Id host,
        Instant at,
        List<Observation> observations,
        Optional<Set<Resource.Id>> present,
        Set<Resource.Id> unchanged,
        Optional<String> cursor) {
    public Look {
        observations = List.copyOf(observations);
        present = present.map(Set::copyOf);
        unchanged = Set.copyOf(unchanged);
    }
}
