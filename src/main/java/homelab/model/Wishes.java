package homelab.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What an owner asks for by label or tag. It may lower what is allowed, never raise it.
 *
 * @param handsOff {@code homelab-agent.enable=false}: watched, never touched
 * @param ceiling the highest mode for this resource
 * @param protect never acted on unasked
 * @param critical a target whose risk counts one step up
 * @param maxAttempts tries before a person is needed, where lower than the configured number
 * @param stopTimeout how long a stop may take before it is forced
 */
public record Wishes(
        boolean handsOff,
        Optional<Mode> ceiling,
        boolean protect,
        boolean critical,
        Optional<Integer> maxAttempts,
        Optional<Duration> stopTimeout) {

    public static final Wishes NONE =
            new Wishes(false, Optional.empty(), false, false, Optional.empty(), Optional.empty());
}
