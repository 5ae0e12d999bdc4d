package homelab.loop;

import homelab.loop.decide.Limits;
import homelab.model.Action;
import homelab.model.Mode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What its owner set for the loop.
 *
 * @param heal HOMELAB_MODE: a hard ceiling when false, a start in healing when true; empty: a person may choose
 * @param classes modes for classes of action; what is missing follows its risk
 * @param settle how long what has no health check must run to count as well
 * @param self the agent's own container
 * @param interval between full looks
 */
public record LoopConfig(
        Optional<Boolean> heal,
        Map<Action, Mode> classes,
        Duration settle,
        Limits limits,
        Optional<String> self,
        Duration interval) {
    public LoopConfig {
        classes = Map.copyOf(classes);
    }
}
