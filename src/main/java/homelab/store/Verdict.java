package homelab.store;

import java.util.List;

/**
 * What a check of the whole journal found.
 *
 * @param count entries there are
 * @param head the last entry of this instance's chain; seq 0 for an empty one
 * @param problems the first hundred
 */
public record Verdict(long count, Head head, List<Problem> problems) {
    public Verdict {
        problems = List.copyOf(problems);
    }

    /** True when nothing was edited, deleted, moved or cut off. */
    public boolean isSound() {
        return problems.isEmpty();
    }

    /** The end of a chain. */
    public record Head(String chain, long seq, String hash) {}

    /** What is wrong with one entry. */
    public record Problem(String chain, long seq, String what) {
        @Override
        public String toString() {
            return "entry " + seq + ": " + what;
        }
    }
}
