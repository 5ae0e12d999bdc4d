package homelab.loop.act;

import homelab.model.Intent;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the catalogue knows of one action. */
interface Entry {
    /**
     * What it may cost if it goes wrong, were the target not a critical one.
     *
     * @param runningDependants how many running things need the target
     */
    Risk risk(Sighting target, int runningDependants);

    /** How many running things it takes down. */
    default int takesDown(Sighting target, int runningDependants) {
        return 0;
    }

    /** Why it has no place now, judged just before it; empty when it has. */
    Optional<String> obstacle(Step step, Sighting subject);

    /** How long a call may take before its answer. */
    Duration mayTake(Sighting subject);

    /** Why the agent cannot wait as long as it may take; empty when it can. */
    default Optional<String> tooSlow(Sighting target) {
        return Optional.empty();
    }

    /** What will tell it from what was before, by the clock of the system: the subject as it is before the call. */
    default Optional<Instant> before(Sighting subject) {
        return Optional.empty();
    }

    /** When that was seen by which {@link #happened} tells. */
    default Instant lookedAt(Sighting subject) {
        return subject.at();
    }

    /** How to tell after a crash whether it happened. */
    boolean happened(Intent intent, Sighting now);
}
