package homelab.loop;

import homelab.loop.decide.Limits;
import homelab.model.Action;
import homelab.model.Mode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the loop may act.
 *
 * @param heal HOMELAB_MODE: empty, a person chooses; false, a hard ceiling; true, starts healing
 * @param classes the mode of each class of action whose owner set one
 * @param settle how long it must be well before it counts as healed
 * @param self the agent's own container id; empty: found from the system
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
        if (!settle.isPositive()) throw new IllegalArgumentException("settle must be longer than nothing");
        if (!interval.isPositive()) throw new IllegalArgumentException("interval must be longer than nothing");
    }

    public static LoopConfig defaults() {
        return new LoopConfig(
                Optional.empty(),
                Map.of(),
                Duration.ofSeconds(30),
                Limits.defaults(),
                Optional.empty(),
                Duration.ofSeconds(60));
    }
}
