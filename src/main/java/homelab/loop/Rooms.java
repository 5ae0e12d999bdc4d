package homelab.loop;

import homelab.loop.decide.Policy;
import homelab.loop.diagnose.Rules;
import homelab.loop.report.Storyteller;
import homelab.loop.verify.Verifier;
import homelab.model.Resource;
import java.time.Duration;
import java.util.Optional;

/**
 * The thinking rooms, as the loop uses them.
 *
 * @param settle how long what has no health check must run to count as well
 * @param self the agent's own container: an id, the beginning of one, or a name
 */
record Rooms(
        Policy policy,
        Verifier verifier,
        Rules rules,
        Storyteller storyteller,
        Duration settle,
        Optional<String> self) {

    boolean isItself(Resource resource) {
        return self.filter(own -> resource.name().equals(own)
                        || (own.length() >= 12 && resource.id().value().startsWith(own)))
                .isPresent();
    }
}
