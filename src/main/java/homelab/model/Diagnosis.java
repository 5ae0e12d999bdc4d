package homelab.model;

import java.util.List;

/**
 * The probable cause and what could be done.
 *
 * @param cause a short stable word, such as {@code out-of-memory}; lessons are kept by it
 * @param says a sentence: what was seen, and why it means that
 * @param confidence 0 to 1
 * @param actions that may help, best first; empty when none can
 */
public record Diagnosis(String cause, String says, double confidence, List<Evidence> evidence, List<Action> actions) {
    public Diagnosis {
        evidence = List.copyOf(evidence);
        actions = List.copyOf(actions);
    }

    /** The same cause of what is found otherwise now: a share that grew, a list that became longer. */
    public Diagnosis following(Finding before, Finding now) {
        return before.trouble() == now.trouble()
                ? new Diagnosis(cause, says.replace(open(before), open(now)), confidence, evidence, actions)
                : this;
    }

    private static String open(Finding finding) {
        return finding.says().replaceAll("\\.$", "");
    }

    public Diagnosis ranked(List<Action> bestFirst) {
        return new Diagnosis(cause, says, confidence, evidence, bestFirst);
    }
}
