package homelab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One step about to happen, written down before the call.
 *
 * @param startedBefore the target's start time before the call, by its engine's clock, or that of its latest task; it
 *     changes when the call worked
 * @param stateBefore the target's state before the call
 * @param fullBefore how full the subject was before the call, where it is a disk
 * @param stopTimeout how long the target may take to stop
 * @param epoch of the lease under which it was decided
 * @param at the agent's clock
 * @param deadline when the call is certainly over: stop timeout + 30 s
 */
public record Intent(
        Id id,
        Incident.Id incident,
        Step step,
        State stateBefore,
        Optional<Instant> startedBefore,
        Optional<Disk.Fullness> fullBefore,
        Duration stopTimeout,
        long epoch,
        Instant at,
        Instant deadline) {

    /** Unique over the life of the store. */
    public record Id(String value) {
        @Override
        public String toString() {
            return value;
        }
    }
}
