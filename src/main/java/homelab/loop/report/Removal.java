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
import java.util.Map;
import java.util.TreeMap;

/** Lines about what is removed from a disk. It cannot be taken back, so whoever is asked is told all of it. */
final class Removal {
    private static final int MOST_NAMES = 20;

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
        var together = attempts.stream()
                .collect(groupingBy(
                        attempt -> attempt.outcome().map(Outcome::seen).orElse(""), LinkedHashMap::new, toList()));
        return together.entrySet().stream().map(Removal::line).toList();
    }

    private static String line(Map.Entry<String, List<Attempt>> together) {
        var some = together.getValue();
        var first = some.getFirst();
        var whose = first.by().equals(Attempt.AGENT) ? "" : ", on the word of " + first.by();
        var what = counts(some.stream().map(Attempt::action).toList());
        var failed = some.stream()
                .allMatch(attempt -> attempt.outcome()
                        .filter(Outcome.Failed.class::isInstance)
                        .isPresent());
        if (failed) return "Not removed: " + what + ". The engine said: " + Phrase.closed(together.getKey());
        var seen = together.getKey().isEmpty() ? "what came of it was not seen yet" : together.getKey();
        return "Removed from " + Phrase.clock(first.startedAt()) + " on: " + what + whose + ". Measured afterwards: "
                + Phrase.closed(seen);
    }

    /** {@code 3 pieces of build cache or images without a name, 2 images}. */
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
            case CONTAINER_START, CONTAINER_RESTART, CONTAINER_UNPAUSE -> one ? "container" : "containers";
        };
    }
}
