package homelab.loop.diagnose;

import homelab.model.Bytes;
import homelab.model.History;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pieces that the rules' sentences are made of. */
final class Sentence {
    private Sentence() {}

    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP",
            2, "SIGINT",
            3, "SIGQUIT",
            4, "SIGILL",
            7, "SIGBUS",
            8, "SIGFPE",
            13, "SIGPIPE",
            14, "SIGALRM");

    static boolean mentions(String text, String... any) {
        var lower = text.toLowerCase(Locale.ROOT);
        return List.of(any).stream().anyMatch(lower::contains);
    }

    static String closed(String sentence) {
        return sentence.endsWith(".") || sentence.isEmpty() ? sentence : sentence + ".";
    }

    static String quoted(String outside) {
        return "“" + outside + "”";
    }

    static String bytes(long bytes) {
        return Bytes.words(bytes);
    }

    /** {@code  The last line of its log is “…”, which points to a full disk.}, or nothing without a log. */
    static String lastWord(Clues clues) {
        var said = clues.lastWords();
        var hint = Hint.in(said);
        if (hint.isPresent())
            return " Its log says " + quoted(hint.get().line()) + ", which points to "
                    + hint.get().pointsTo() + ".";
        return said.isEmpty() ? "" : " The last line of its log is " + quoted(said.getLast()) + ".";
    }

    /** {@code ", which means SIGILL"} for codes that tell a signal; empty for others. */
    static String signal(int exitCode) {
        var name = SIGNALS.get(exitCode - 128);
        return name == null ? "" : ", which means that signal " + name + " ended it";
    }

    static String of(History.Ending ending, boolean outOfMemory) {
        var how = switch (ending.how()) {
            case BY_ITSELF -> "its process ended, and no signal had been sent through the engine";
            case BY_A_PERSON -> "a person had sent a stopping signal";
            case BY_US -> "the agent's own call had sent a stopping signal";
            case WITH_ITS_ENGINE -> "its engine went away under it";
            case UNHEARD -> "its end was not heard";
        };
        return outOfMemory ? "the engine reported out of memory; " + how : how;
    }
}
