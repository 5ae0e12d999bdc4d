package homelab.cli;

import homelab.integration.Check;
import homelab.integration.Check.Level;
import java.util.ArrayList;
import java.util.List;

/** What the doctor saw, as a person reads it. */
final class DoctorLines {
    private DoctorLines() {}

    static List<String> of(List<Examined> parts) {
        var lines = new ArrayList<String>();
        int widest = parts.stream()
                .flatMap(part -> part.checks().stream())
                .mapToInt(check -> check.name().length())
                .max()
                .orElse(0);
        for (var part : parts) {
            lines.add(part.part());
            for (var check : part.checks()) {
                var name = check.name() + " ".repeat(widest - check.name().length());
                var start = "  %-7s  ".formatted(check.level());
                lines.add(start + name + "  " + check.seen());
                check.cure().ifPresent(cure -> lines.add(" ".repeat(start.length()) + "cure: " + cure));
            }
            lines.add("");
        }
        lines.add(sum(parts));
        return lines;
    }

    private static String sum(List<Examined> parts) {
        long problems = count(parts, Level.PROBLEM);
        return (problems == 0 ? "No problem was seen" : problems == 1 ? "1 problem" : problems + " problems") + "; "
                + count(parts, Level.UNKNOWN) + " unknown, " + count(parts, Level.ADVICE) + " advice, "
                + count(parts, Level.OK) + " OK.";
    }

    private static long count(List<Examined> parts, Level level) {
        return parts.stream()
                .flatMap(part -> part.checks().stream())
                .map(Check::level)
                .filter(level::equals)
                .count();
    }
}
