package homelab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How old the last full look at a host may be before nothing there is called seen any more, whoever kept silent. */
public record Freshness(Duration longest) {
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** @param interval between two full looks; one of them may fail */
    public static Freshness of(Duration interval) {
        return new Freshness(interval.multipliedBy(2).plus(SLACK));
    }

    /** Why what was last looked at then cannot be called seen now; empty while it can. */
    public Optional<String> lost(Instant lastLook, Instant now) {
        var age = Duration.between(lastLook, now);
        return age.compareTo(longest) > 0
                ? Optional.of("the last full look was " + words(age) + " ago")
                : Optional.empty();
    }

    private static String words(Duration age) {
        if (age.toHours() < 2) return age.toMinutes() + " min";
        return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " days";
    }
}
