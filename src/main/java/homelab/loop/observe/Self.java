package homelab.loop.observe;

import homelab.model.History;
import java.time.Instant;
import java.util.Optional;

/**
 * The agent, which may end together with an engine that it watches.
 *
 * @param watchedUntil when the process before this one was last known to live; empty for the first
 * @param container its own: an id, the beginning of one, or a name; empty outside a container
 */
public record Self(Optional<Instant> watchedUntil, Optional<String> container) {
    boolean is(History history) {
        return container
                .filter(own -> (own.length() >= 12 && history.id().value().startsWith(own))
                        || history.lineage().name().equals(own))
                .isPresent();
    }
}
