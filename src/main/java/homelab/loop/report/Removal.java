package homelab.loop.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import homelab.model.Action;
import homelab.model.Attempt;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** Lines about what is removed from a disk. It cannot be taken back, so whoever is asked is told all of it. */
final class Removal {
    private static final int MOST_NAMES = 20;
    private static final int MOST_LINES = 8;

    private Removal() {}

    /** {@code Remove 3 images and 2 stopped containers that nothing uses?} */
    static String question(Remedy remedy) {
        return "Remove " + counts(remedy.plan().stream().map(Step::action).toList()) + " that nothing uses?";
    }

    /** All that would go, by name. */
    static String all(Remedy remedy) {
        var names = remedy.plan().stream().limit(MOST_NAMES).map(Step::name).collect(joining(", "));
        var more = remedy.plan().size() - MOST_NAMES;
        return counts(remedy.plan().stream().map(Step::action).toList()) + ": " + names
                + (more > 0 ? " and " + more + " more, which the incident's page names" : "");
    }

    /** What went, and how full the disk was before and is since: one line for all that were measured together. */
    static List<String> tried(List<Attempt> attempts) {
        var together = attempts.stream().collect(groupingBy(Removal::cameOf, LinkedHashMap::new, toList()));
        return together.values().stream().map(Removal::line).limit(MOST_LINES).toList();
    }

    /** The engine's words differ by the id that they name; what they say is told once. */
    private static String cameOf(Attempt attempt) {
        return attempt.outcome()
                .map(outcome -> outcome instanceof Outcome.Failed ? outcome.word() : outcome.word() + outcome.seen())
                .orElse("");
    }

    private static String line(List<Attempt> some) {
        var first = some.getFirst();
        var whose = first.by().equals(Attempt.AGENT) ? "" : ", on the word of " + first.by();
        var what = counts(some.stream().map(Attempt::action).toList()) + whose;
        if (first.outcome().isEmpty()) return "Begun at " + Phrase.clock(first.startedAt()) + ": " + what + ".";
        var seen = Phrase.closed(first.outcome().get().seen());
        return switch (first.outcome().get()) {
            case Outcome.Failed ignored -> "Not removed: " + what + ". Of the first: " + seen;
            case Outcome.Unknown ignored -> "Not known whether removed: " + what + ": " + seen;
            case Outcome.Recovered ignored -> removed(first, what, seen);
            case Outcome.Unchanged ignored -> removed(first, what, seen);
            case Outcome.Worsened ignored -> removed(first, what, seen);
        };
    }

    private static String removed(Attempt first, String what, String seen) {
        return "Removed from " + Phrase.clock(first.startedAt()) + " on: " + what + ". Measured afterwards: " + seen;
    }

    /** {@code 3 leftovers of builds and updates and 2 images}. */
    private static String counts(List<Action> actions) {
        var counts = new TreeMap<Action, Integer>();
        actions.forEach(action -> counts.merge(action, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + noun(each.getKey(), each.getValue() == 1))
                .collect(joining(" and "));
    }

    private static String noun(Action action, boolean one) {
        return switch (action) {
            case CLEANUP_CACHE -> one ? "leftover of builds and updates" : "leftovers of builds and updates";
            case CLEANUP_IMAGES -> one ? "image" : "images";
            case CLEANUP_CONTAINERS -> one ? "long stopped container" : "long stopped containers";
            default -> action.things();
        };
    }
}
