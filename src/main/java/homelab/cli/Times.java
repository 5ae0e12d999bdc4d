package homelab.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tells times as seen from now. */
record Times(Instant now) {

    /** {@code 5 min ago}, {@code in 2 h}. */
    String relative(Instant at) {
        var distance = Duration.between(at, now);
        return distance.isNegative() ? "in " + words(distance.negated()) : words(distance) + " ago";
    }

    String relative(Optional<Instant> at) {
        return at.map(this::relative).orElse("–");
    }

    /** As stories tell it, with the date: {@code 2026-03-01 08:00:05 UTC}. */
    static String exact(Instant at) {
        var time = at.truncatedTo(ChronoUnit.SECONDS).toString();
        return time.replace('T', ' ').replace("Z", " UTC");
    }

    static String words(Duration duration) {
        if (duration.toDays() > 1) return duration.toDays() + " d";
        if (duration.toHours() > 1) return duration.toHours() + " h";
        if (duration.toMinutes() > 1) return duration.toMinutes() + " min";
        return duration.toSeconds() + " s";
    }
}
