package homelab.lab;

import homelab.model.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of one line, taken from left to right. */
final class Phrase {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|,|:(?=\\s|$)|(?:[^\\s,\":]|:(?!\\s|$))+|\"");
    private static final Pattern LENGTH = Pattern.compile("(?=.)([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?");

    private final List<String> words;
    private int at;

    private Phrase(List<String> words) {
        this.words = words;
    }

    /** A mistake in a line; its message ends a sentence that began with the place. */
    static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }

    /** Quoted words keep their first quote, to be told from bare ones. */
    static Phrase of(String line) throws Mistake {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(line);
        while (matcher.find()) {
            var quoted = matcher.group(1);
            if (quoted == null && matcher.group().equals("\"")) throw new Mistake("a quote is not closed");
            words.add(quoted == null ? matcher.group() : "\"" + quoted);
        }
        return new Phrase(words);
    }

    /** {@code  (did you mean "x"?)}, or nothing when nothing is near. */
    static String guess(String word, Collection<String> known) {
        return Spelling.nearest(word, known)
                .map(nearest -> " (did you mean \"" + nearest + "\"?)")
                .orElse("");
    }

    boolean isOver() {
        return at == words.size();
    }

    /** Takes these words, if they come next. */
    boolean takes(String expected) {
        var wanted = expected.split(" ", -1);
        if (at + wanted.length > words.size()) return false;
        for (var i = 0; i < wanted.length; i++) if (!words.get(at + i).equals(wanted[i])) return false;
        at += wanted.length;
        return true;
    }

    void expect(String expected) throws Mistake {
        if (!takes(expected)) throw new Mistake("\"" + expected + "\" should come where " + next() + " is");
    }

    /** What comes next, for people. */
    String next() {
        if (isOver()) return "the end of the line";
        var word = words.get(at);
        return "\"" + (word.startsWith("\"") ? word.substring(1) : word) + "\"";
    }

    String bare() {
        return isOver() ? "" : words.get(at);
    }

    String word(String what) throws Mistake {
        if (isOver() || words.get(at).startsWith("\"") || words.get(at).matches("[,:]"))
            throw new Mistake(what + " should come where " + next() + " is");
        return words.get(at++);
    }

    boolean isQuoted() {
        return !isOver() && words.get(at).startsWith("\"");
    }

    String quoted(String what) throws Mistake {
        if (isOver() || !words.get(at).startsWith("\""))
            throw new Mistake(what + " in quotes should come where " + next() + " is");
        return words.get(at++).substring(1);
    }

    int number(String what, int most) throws Mistake {
        var place = next();
        var word = word(what);
        if (!word.matches("[0-9]{1,6}") || Integer.parseInt(word) > most)
            throw new Mistake(what + " should be a number from 0 to " + most + ", not " + place);
        return Integer.parseInt(word);
    }

    Duration length() throws Mistake {
        var place = next();
        var word = word("a length of time");
        if (!LENGTH.matcher(word).matches())
            throw new Mistake("a length of time such as 90s, 5m or 1h30m should be where " + place + " is");
        return Duration.parse("PT" + word.toUpperCase(Locale.ROOT));
    }

    Optional<String> saying() throws Mistake {
        return takes("saying") ? Optional.of(quoted("what it says")) : Optional.empty();
    }

    void end() throws Mistake {
        if (!isOver()) throw new Mistake("nothing should follow, but " + next() + " does");
    }
}
