package homelab.loop.decide;

import homelab.model.Finding;
import homelab.model.Mode;
import homelab.model.Person;
import homelab.model.Remedy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a decision rests on.
 *
 * @param ceiling AUTO when healing is on, OBSERVE when the agent only watches
 * @param orderedBy who approved or ordered exactly this remedy
 */
public record Case(
        Finding finding,
        Remedy remedy,
        List<Target> targets,
        Mode ceiling,
        boolean paused,
        Optional<Person> orderedBy,
        Instant now) {
    public Case {
        targets = List.copyOf(targets);
    }

    /** The same, as if the latest try of each target had not been counted. */
    public Case withoutLatestTry() {
        var earlier = targets.stream().map(Target::withoutLatestTry).toList();
        return new Case(finding, remedy, earlier, ceiling, paused, orderedBy, now);
    }
}
