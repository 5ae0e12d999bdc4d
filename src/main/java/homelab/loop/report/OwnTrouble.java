package homelab.loop.report;

import homelab.model.Incident;
import homelab.model.Severity;
import homelab.model.Story;
import homelab.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A trouble of the agent itself, for how long it has gone on, and what people are told of it: nothing of a hiccup, once of more. */
public final class OwnTrouble {
    private static final int LONGEST_LINE = 1000;

    private final String key;
    private final String what;
    private final String meanwhile;
    private final Duration hiccup;

    private Optional<Instant> since = Optional.empty();
    private boolean told;

    private OwnTrouble(String key, String what, String meanwhile, Duration hiccup) {
        this.key = key;
        this.what = what;
        this.meanwhile = meanwhile;
        this.hiccup = hiccup;
    }

    /** The store cannot be written. */
    public static OwnTrouble cannotWrite() {
        return new OwnTrouble(
                "cannot-write",
                "the agent cannot write to its store",
                "Until it can, it begins no repair, and tells of nothing else.",
                Duration.ofSeconds(30));
    }

    /** The store can be written for a while yet. */
    public static OwnTrouble shortOfSpace() {
        return new OwnTrouble(
                "short-of-space",
                "the agent's disk is full",
                "It still repairs and tells; when the reserve is used up, it does neither.",
                Duration.ZERO);
    }

    /** It is so, now or still. */
    public Optional<Story> goesOn(String why, Instant now) {
        if (since.isEmpty()) since = Optional.of(now);
        if (told || now.isBefore(since.get().plus(hiccup))) return Optional.empty();
        told = true;
        var lines = List.of(Phrase.closed(Text.harmless(why, LONGEST_LINE)), meanwhile);
        return Optional.of(story(key, now, Severity.CRITICAL, "A person is needed: " + what, lines));
    }

    /** It is so no more. */
    public Optional<Story> over(Instant now) {
        var before = since;
        var toldBefore = told;
        since = Optional.empty();
        told = false;
        return before.filter(ignored -> toldBefore)
                .map(from -> story(
                        key + "-over",
                        now,
                        Severity.INFO,
                        "Over: " + what,
                        List.of("It was so for " + Phrase.length(from, now) + ".")));
    }

    private static Story story(String key, Instant now, Severity severity, String title, List<String> lines) {
        return new Story(
                Incident.Id.NONE, key, now, severity, title, lines, severity == Severity.CRITICAL, Optional.empty());
    }
}
