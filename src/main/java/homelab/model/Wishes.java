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
 * @param words by what each was asked for; empty where it was by a label
 */
public record Wishes(
        boolean handsOff,
        Optional<Mode> ceiling,
        boolean protect,
        boolean critical,
        Optional<Integer> maxAttempts,
        Optional<Duration> stopTimeout,
        Optional<Words> words) {

    /**
     * What to name where one of them limits, such as {@code the tag homelab-agent-off}.
     *
     * @param critical a tag, or a setting of the agent
     */
    public record Words(String handsOff, String ceiling, String protect, String critical) {}

    /** By label. */
    public Wishes(
            boolean handsOff,
            Optional<Mode> ceiling,
            boolean protect,
            boolean critical,
            Optional<Integer> maxAttempts,
            Optional<Duration> stopTimeout) {
        this(handsOff, ceiling, protect, critical, maxAttempts, stopTimeout, Optional.empty());
    }

    public static final Wishes NONE =
            new Wishes(false, Optional.empty(), false, false, Optional.empty(), Optional.empty());
}
