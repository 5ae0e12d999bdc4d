package homelab.loop.decide;

import java.time.Duration;

/**
 * How often something may be tried unasked.
 *
 * @param tries within {@code window}; the next one needed escalates
 * @param perDay bounds what heals and falls again
 * @param firstBackoff before the second try; doubles up to {@code longestBackoff}
 */
public record Limits(int tries, Duration window, int perDay, Duration firstBackoff, Duration longestBackoff) {
    public static Limits defaults() {
        return new Limits(3, Duration.ofMinutes(30), 6, Duration.ofSeconds(10), Duration.ofMinutes(5));
    }
}
