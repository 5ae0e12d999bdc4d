package homelab.loop.report;

import static java.util.stream.Collectors.joining;

import homelab.model.Attempt;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lines that stories are made of. */
final class Phrase {
    private Phrase() {}

    private static final int MOST_NAMES = 5;
    private static final int MOST_TRIES_ONE_BY_ONE = 4;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static String closed(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    static String upper(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** {@code 34 s}, {@code 2 min 5 s}, {@code 3 h 20 min}. */
    static String length(Instant from, Instant to) {
        var length = Duration.between(from, to);
        if (length.toHours() > 0) return length.toHours() + " h " + length.toMinutesPart() + " min";
        if (length.toMinutes() > 0) return length.toMinutes() + " min " + length.toSecondsPart() + " s";
        return length.toSeconds() + " s";
    }

    /** What was found, and why; once, where the cause begins with what was found. */
    static List<String> whatIsWrong(Incident incident) {
        var found = incident.finding().says().replaceAll("\\.$", "");
        var repeated = cause(incident).isPresent()
                && incident.diagnosis().orElseThrow().says().startsWith(found);
        return Stream.concat(repeated ? Stream.empty() : Stream.of(closed(found)), cause(incident).stream())
                .toList();
    }

    static Optional<String> cause(Incident incident) {
        if (incident.finding().trouble() == Trouble.ORDERED) return Optional.empty();
        return incident.diagnosis()
                .map(diagnosis ->
                        "Cause, " + Math.round(diagnosis.confidence() * 100) + " % sure: " + diagnosis.says());
    }

    /** {@code web is well again}, {@code backups of web are well again}. */
    static String wellAgain(Incident incident) {
        var resource = incident.resource();
        if (incident.finding().trouble() == Trouble.REPORTED && resource.kind() == Kind.BACKUP)
            return "Each guest is in a backup job";
        return resource.name() + (resource.kind().isPlural() ? " are" : " is") + " well again";
    }

    /** {@code Start web?}, or for a plan of several steps what fell and whether to start it. */
    static String question(Incident incident, Remedy remedy) {
        var verb = remedy.plan().stream()
                .map(step -> step.action().verb())
                .distinct()
                .sorted()
                .collect(joining(" or "));
        var first = remedy.plan().getFirst();
        if (first.action().cleans()) return Removal.question(remedy);
        if (remedy.plan().size() == 1) return upper(verb) + " " + first.name() + "?";
        var found = incident.finding().says().replaceAll("\\.$", "");
        return found + "; " + verb + " them in order of dependency?";
    }

    /** The exact call, its risk, and what must be known first. */
    static List<String> plan(String before, Remedy remedy) {
        var what = remedy.plan().getFirst().action().cleans() ? Removal.all(remedy) : remedy.words();
        var call = before + ": " + what + " (risk " + remedy.risk() + ").";
        return remedy.warning().isEmpty()
                ? List.of(call)
                : List.of(call, "Before you decide: " + closed(remedy.warning()));
    }

    /** How to have done what is not being done. */
    static String offer(Incident incident, Remedy remedy) {
        return "Approve " + incident.id() + " to have it done all the same (" + remedy.words()
                + "), or reject it to leave things as they are.";
    }

    static Optional<String> joined(List<Incident> joined) {
        if (joined.isEmpty()) return Optional.empty();
        return Optional.of("Part of this: "
                + names(joined.stream().map(each -> each.resource().name()).toList()) + ".");
    }

    /** What was done, and what was seen afterwards. A long plan is summed up; what did not recover is named. */
    static List<String> tried(List<Attempt> attempts) {
        if (!attempts.isEmpty() && attempts.getFirst().action().cleans()) return Removal.tried(attempts);
        if (attempts.size() <= MOST_TRIES_ONE_BY_ONE)
            return attempts.stream().map(Phrase::one).toList();
        var lines = new ArrayList<String>();
        var calls = attempts.stream()
                .map(attempt -> attempt.action().word())
                .distinct()
                .sorted()
                .collect(joining(" and "));
        var well = names(attempts, outcome -> outcome instanceof Outcome.Recovered);
        var notDone = names(attempts, outcome -> outcome instanceof Outcome.Failed);
        var rest = names(
                attempts, outcome -> !(outcome instanceof Outcome.Recovered || outcome instanceof Outcome.Failed));
        var unseen = attempts.stream()
                .filter(attempt -> attempt.outcome().isEmpty())
                .map(Attempt::name)
                .toList();
        var done = attempts.size() - notDone.size();
        if (done > 0) lines.add("Done: " + calls + ", " + done + " times.");
        if (!well.isEmpty()) lines.add("Seen well afterwards: " + well.size() + " (" + names(well) + ").");
        if (!notDone.isEmpty()) lines.add("Not done: " + notDone.size() + " (" + names(notDone) + ").");
        if (!rest.isEmpty()) lines.add("Not well afterwards: " + rest.size() + " (" + names(rest) + ").");
        if (!unseen.isEmpty()) lines.add("Not yet seen: " + unseen.size() + " (" + names(unseen) + ").");
        return lines;
    }

    private static String one(Attempt attempt) {
        var whose = attempt.by().equals(Attempt.AGENT) ? "" : ", on the word of " + attempt.by();
        var what = clock(attempt.startedAt()) + ": " + attempt.action() + " " + attempt.name() + whose;
        if (attempt.outcome().isEmpty()) return "Begun at " + what + ". What came of it was not seen yet.";
        var seen = closed(attempt.outcome().get().seen());
        return switch (attempt.outcome().get()) {
            case Outcome.Failed ignored -> "Not done at " + what + ". " + upper(seen);
            case Outcome.Unknown ignored -> "Tried at " + what + ". What came of it: " + seen;
            case Outcome.Recovered ignored -> "Done at " + what + ". Seen afterwards: " + seen;
            case Outcome.Unchanged ignored -> "Done at " + what + ". Seen afterwards: " + seen;
            case Outcome.Worsened ignored -> "Done at " + what + ". Seen afterwards: " + seen;
        };
    }

    private static List<String> names(List<Attempt> attempts, Predicate<Outcome> which) {
        return attempts.stream()
                .filter(attempt -> attempt.outcome().filter(which).isPresent())
                .map(Attempt::name)
                .toList();
    }

    private static String names(List<String> all) {
        var some = all.stream().limit(MOST_NAMES).collect(joining(", "));
        return all.size() > MOST_NAMES ? some + " and " + (all.size() - MOST_NAMES) + " more" : some;
    }
}
