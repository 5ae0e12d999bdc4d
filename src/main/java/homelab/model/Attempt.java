package homelab.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One intent and what came of it.
 *
 * @param by {@code agent}, or the person whose word it was
 * @param outcome empty until something was seen
 */
public record Attempt(
        Intent.Id intent,
        Action action,
        Resource.Id target,
        String name,
        String by,
        Instant startedAt,
        Optional<Outcome> outcome) {
    /** Nobody asked for it. */
    public static final String AGENT = "agent";

    public Attempt with(Outcome seen) {
        return new Attempt(intent, action, target, name, by, startedAt, Optional.of(seen));
    }
}
