package homelab.integration.docker;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Signals as images name them and as events number them; Linux on x86 and ARM. */
final class Signals {
    private Signals() {}

    static final int KILL = 9;
    static final int TERM = 15;

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ABRT", 6),
            Map.entry("KILL", KILL),
            Map.entry("USR1", 10),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", TERM),
            Map.entry("CONT", 18),
            Map.entry("STOP", 19),
            Map.entry("TSTP", 20),
            Map.entry("WINCH", 28),
            Map.entry("PWR", 30));

    /** {@code SIGRTMIN+3} is systemd's word for "halt". */
    private static final int RTMIN = 34;

    static Optional<Integer> number(String name) {
        var word = name.strip().toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        if (word.matches("[0-9]{1,2}"))
            return Optional.of(Integer.valueOf(word)).filter(number -> number > 0);
        if (word.matches("RTMIN\\+[0-9]{1,2}")) return Optional.of(RTMIN + Integer.parseInt(word.substring(6)));
        return Optional.ofNullable(NUMBERS.get(word));
    }

    /** True for what asks a container to end: KILL, TERM, or the signal its image or owner chose for that. */
    static boolean stops(int signal, int itsOwn) {
        return signal == KILL || signal == TERM || signal == itsOwn;
    }
}
