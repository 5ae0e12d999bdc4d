package homelab.loop.decide;

import java.time.Duration;

/**
 * How often one lineage is tried before a person is needed.
 *
 * @param tries within {@code window}; the next one needed escalates
 * @param perDay bounds what heals and falls again
 * @param firstBackoff the wait before the second try; doubles with each
 * @param longestBackoff where the doubling ends
 */
public record Limits(int tries, Duration window, int perDay, Duration firstBackoff, Duration longestBackoff) {
    public Limits {
        if (tries < 1) throw new IllegalArgumentException("limits.tries must be at least 1, not " + tries);
        if (perDay < tries)
            throw new IllegalArgumentException(
                    "limits.per-day (" + perDay + ") must not be less than limits.tries (" + tries + ")");
        if (!window.isPositive()) throw new IllegalArgumentException("limits.window must be longer than nothing");
        if (firstBackoff.isNegative()) throw new IllegalArgumentException("limits.backoff must not be negative");
        if (longestBackoff.compareTo(firstBackoff) < 0)
            throw new IllegalArgumentException("limits.longest-backoff must not be shorter than limits.backoff");
    }

    public static Limits defaults() {
        return new Limits(3, Duration.ofMinutes(30), 6, Duration.ofSeconds(10), Duration.ofMinutes(5));
    }
}
