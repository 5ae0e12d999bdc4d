package homelab.loop.diagnose;

import homelab.model.Action;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One cause, how it shows, and what is said then.
 *
 * @param cause a short stable word; lessons are kept by it
 */
record Rule(String cause, Predicate<Clues> shows, Function<Clues, Verdict> judge) {

    /**
     * What a rule says when it applies.
     *
     * @param confidence 0 to 1
     */
    record Verdict(String says, double confidence, List<Action> actions) {}

    static Verdict startMayHelp(double confidence, String says) {
        return new Verdict(says, confidence, List.of(Action.CONTAINER_START));
    }

    static Verdict restartMayHelp(double confidence, String says) {
        return new Verdict(says, confidence, List.of(Action.CONTAINER_RESTART));
    }

    static Verdict nothingHelps(double confidence, String says) {
        return new Verdict(says, confidence, List.of());
    }
}
