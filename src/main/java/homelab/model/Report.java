package homelab.model;

import java.util.Optional;

/**
 * What a system itself says of one of its parts: a service, a drive, a pool of disks.
 *
 * @param trouble how bad it is; empty when it is well
 * @param words what was said, as a sentence
 * @param ours the latest task of the agent's own about it; empty where there was none
 */
public record Report(Optional<Severity> trouble, String words, Optional<Task> ours) implements Detail {
    /** As a look shows it. */
    public State state() {
        return trouble.isPresent() ? State.UNHEALTHY : State.RUNNING;
    }
}
