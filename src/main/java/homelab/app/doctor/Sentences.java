package homelab.app.doctor;

import homelab.integration.Check;
import java.util.regex.Pattern;

/** Sentences that name their cure at their end, as checks. */
final class Sentences {
    private Sentences() {}

    private static final Pattern GUESS = Pattern.compile("\\.? (?=Did you mean |Known here: )");

    /** The cure follows the last semicolon. */
    static Check problem(String name, String sentence) {
        var guess = GUESS.matcher(sentence);
        if (guess.find())
            return Check.problem(name, sentence.substring(0, guess.start()), sentence.substring(guess.end()));
        int end = sentence.lastIndexOf("; ");
        return end < 0
                ? Check.problem(name, sentence, "mend it there")
                : Check.problem(name, sentence.substring(0, end), sentence.substring(end + 2));
    }

    static Check advice(String name, String sentence) {
        var guess = GUESS.matcher(sentence);
        return guess.find()
                ? Check.advice(name, sentence.substring(0, guess.start()), sentence.substring(guess.end()))
                : Check.advice(name, sentence, "remove it; it does nothing");
    }
}
