package homelab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the agent would have done about an incident had it not only watched, and how it came out without it.
 *
 * @param at when it would have been done or asked
 * @param came empty while that is not known
 */
public record Shadow(Incident.Id incident, Action action, Would would, Instant at, Optional<Came> came) {
    /** What recovers alone within this time needed no repair. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /** What it would have done. */
    public enum Would {
        /** Acted unasked. */
        ACT,
        ASK
    }

    /** How it came out. */
    public enum Came {
        RECOVERED_ALONE,
        /** Still not well after {@link #WINDOW}. */
        STAYED,
        /** Somebody saw to it first. */
        BY_PERSON,
        /** It was no longer only watched before that was known. */
        CUT_SHORT
    }

    public Shadow ended(Came how) {
        return new Shadow(incident, action, would, at, Optional.of(how));
    }
}
