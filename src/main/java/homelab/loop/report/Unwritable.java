package homelab.loop.report;

import homelab.model.Incident;
import homelab.model.Severity;
import homelab.model.Story;
import homelab.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How long the store could not be written, and what people are told of it: nothing of a hiccup, once of more. */
public final class Unwritable {
    private static final Duration HICCUP = Duration.ofSeconds(30);
    private static final int LONGEST_LINE = 1000;

    private Optional<Instant> since = Optional.empty();
    private boolean told;

    /** It could not be written, once more. */
    public Optional<Story> goesOn(String why, Instant now) {
        if (since.isEmpty()) since = Optional.of(now);
        if (told || now.isBefore(since.get().plus(HICCUP))) return Optional.empty();
        told = true;
        return Optional.of(story(
                "cannot-write",
                now,
                Severity.CRITICAL,
                "A person is needed: the agent cannot write to its store",
                List.of(
                        Phrase.closed(Text.harmless(why, LONGEST_LINE)),
                        "Until it can, it begins no repair, and tells of nothing else.")));
    }

    /** It was written. */
    public Optional<Story> over(Instant now) {
        var before = since;
        var toldBefore = told;
        since = Optional.empty();
        told = false;
        return before.filter(ignored -> toldBefore)
                .map(from -> story(
                        "can-write",
                        now,
                        Severity.INFO,
                        "Over: the agent can write to its store again",
                        List.of("It could not for " + Phrase.length(from, now) + ".")));
    }

    private static Story story(String key, Instant now, Severity severity, String title, List<String> lines) {
        return new Story(
                Incident.Id.NONE, key, now, severity, title, lines, severity == Severity.CRITICAL, Optional.empty());
    }
}
