package homelab.lab;

import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant. */
final class Guess {
    private Guess() {}

    /** {@code  (did you mean "x"?)}, or nothing when nothing is near. */
    static String of(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(word, each)))
                .filter(nearest -> distance(word, nearest) <= Math.max(1, word.length() / 3))
                .map(nearest -> " (did you mean \"" + nearest + "\"?)")
                .orElse("");
    }

    /** Letters to add, drop or change, by the table of Wagner and Fischer. */
    private static int distance(String from, String to) {
        var above = new int[to.length() + 1];
        for (var j = 0; j <= to.length(); j++) above[j] = j;
        for (var i = 1; i <= from.length(); i++) {
            var row = new int[to.length() + 1];
            row[0] = i;
            for (var j = 1; j <= to.length(); j++) {
                var changed = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
