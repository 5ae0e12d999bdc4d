package homelab.loop.decide;

import homelab.model.Action;
import homelab.model.History;
import homelab.model.Sighting;
import java.time.Instant;

/**
 * One thing that a remedy would touch, as it is now.
 *
 * @param itself the agent lives in it
 * @param mountsVisible whether the host's mounts can be seen
 * @param engineTime what the engine's clock shows now
 */
public record Target(
        Action action, Sighting sighting, History history, boolean itself, boolean mountsVisible, Instant engineTime) {
    Target withoutLatestTry() {
        var tries = history.tries();
        var earlier = tries.isEmpty() ? tries : tries.subList(0, tries.size() - 1);
        return new Target(action, sighting, history.tried(earlier), itself, mountsVisible, engineTime);
    }

    String name() {
        return sighting.resource().name();
    }
}
