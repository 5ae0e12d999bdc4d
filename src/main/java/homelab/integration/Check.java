package homelab.integration;

import homelab.model.Text;
import java.util.Optional;

/**
 * One thing that a checkup looked at.
 *
 * @param name what it was, in a word or two
 * @param seen what was seen, as a sentence without its full stop
 * @param cure what to do; empty where nothing needs to be done
 */
public record Check(Level level, String name, String seen, Optional<String> cure) {
    private static final int LONGEST = 2000;

    public Check {
        name = Text.harmless(name, LONGEST);
        seen = Text.harmless(seen, LONGEST);
        cure = cure.map(text -> Text.harmless(text, LONGEST));
    }

    /** Worst first. */
    public enum Level {
        PROBLEM,
        /** It could not be looked at, which says nothing about how it is. */
        UNKNOWN,
        /** Nothing is wrong, and it could be better. */
        ADVICE,
        OK
    }

    public static Check problem(String name, String seen, String cure) {
        return new Check(Level.PROBLEM, name, seen, Optional.of(cure));
    }

    public static Check unknown(String name, String seen, String cure) {
        return new Check(Level.UNKNOWN, name, seen, Optional.of(cure));
    }

    public static Check advice(String name, String seen, String cure) {
        return new Check(Level.ADVICE, name, seen, Optional.of(cure));
    }

    public static Check ok(String name, String seen) {
        return new Check(Level.OK, name, seen, Optional.empty());
    }
}
