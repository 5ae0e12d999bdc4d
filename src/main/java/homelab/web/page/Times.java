package homelab.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How times are written on a page that is made {@code now}. A browser that runs scripts puts its own zone and clock. */
record Times(Instant now) {
    private static final DateTimeFormatter FULL = at("yyyy-MM-dd HH:mm:ss 'UTC'");
    private static final DateTimeFormatter CLOCK = at("HH:mm 'UTC'");
    private static final DateTimeFormatter DAY = at("d MMM HH:mm 'UTC'");
    private static final DateTimeFormatter SECONDS = at("HH:mm:ss 'UTC'");
    private static final DateTimeFormatter DATED = at("d MMM HH:mm:ss 'UTC'");

    private static final DateTimeFormatter DATE = at("d MMM yyyy");

    private static DateTimeFormatter at(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** {@code 3 Apr 2027}. */
    static String day(Instant at) {
        return DATE.format(at);
    }

    /** For programs. */
    public String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    public String full(Instant at) {
        return FULL.format(at);
    }

    /** {@code 12:03 UTC}, with the day when that is not within 20 h. */
    public String clock(Instant at) {
        var near = Duration.between(at, now).abs().compareTo(Duration.ofHours(20)) < 0;
        return (near ? CLOCK : DAY).format(at);
    }

    /** {@code 12:03:07 UTC}, with the day when that is not today. */
    public String seconds(Instant at) {
        var today = at.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
        return (today ? SECONDS : DATED).format(at);
    }

    /** {@code 3 min ago}, {@code in 40 s}. */
    public String ago(Instant at) {
        var since = Duration.between(at, now);
        if (since.isNegative()) return "in " + roughly(since.negated());
        return since.toSeconds() < 1 ? "just now" : roughly(since) + " ago";
    }

    /** How long it has been so: {@code 3 min}. */
    public String lasting(Instant since) {
        var length = Duration.between(since, now);
        return roughly(length.isNegative() ? Duration.ZERO : length);
    }

    /** One unit: {@code 40 s}, {@code 3 min}, {@code 5 h}, {@code 2 days}. */
    static String roughly(Duration length) {
        if (length.toSeconds() < 60) return length.toSeconds() + " s";
        if (length.toMinutes() < 60) return length.toMinutes() + " min";
        if (length.toHours() < 48) return length.toHours() + " h";
        return length.toDays() + " days";
    }

    /** Two units: {@code 2 min 5 s}, {@code 3 h 20 min}. */
    static String length(Duration length) {
        if (length.toHours() > 0) return length.toHours() + " h " + length.toMinutesPart() + " min";
        if (length.toMinutes() > 0) return length.toMinutes() + " min " + length.toSecondsPart() + " s";
        return length.toSeconds() + " s";
    }
}
