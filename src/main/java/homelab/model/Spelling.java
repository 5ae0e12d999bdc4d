package homelab.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known word was meant. */
public final class Spelling {
    private Spelling() {}

    /** {@code  Did you mean "limits"?}, or what is known when nothing is near. */
    public static String hint(String written, Collection<String> known) {
        return nearest(written, known)
                .map(word -> " Did you mean \"" + word + "\"?")
                .orElseGet(() -> " Known here: " + String.join(", ", known) + ".");
    }

    /** Empty when nothing is near. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        if (written.length() > 64) return Optional.empty();
        var folded = fold(written);
        return known.stream()
                .min(Comparator.comparingInt(word -> distance(folded, fold(word))))
                .filter(word -> distance(folded, fold(word)) <= (word.length() < 4 ? 1 : word.length() < 9 ? 2 : 3));
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Levenshtein's: insertions, deletions and replacements. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
