package homelab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A remedy as a person reads it before answering. */
final class RemedyLines {
    private RemedyLines() {}

    private static final int MOST_STEPS = 100;

    static List<String> of(Fields remedy) {
        var steps = remedy.list("steps");
        var columns = new Columns();
        if (steps.size() == 1) columns.row("Remedy", step(steps.getFirst()));
        else columns.row("Remedy", steps.size() + " steps, each after those it needs:");
        var lines = new ArrayList<>(columns.row("Risk", remedy.shown("risk")).lines(""));
        if (steps.size() > 1)
            lines.addAll(
                    1,
                    steps.stream()
                            .limit(MOST_STEPS)
                            .map(step -> "  " + step(step))
                            .collect(Collectors.toList()));
        if (steps.size() > MOST_STEPS) lines.add(MOST_STEPS + 1, "  … and " + (steps.size() - MOST_STEPS) + " more");
        remedy.text("warning").ifPresent(warning -> lines.add("Warning: " + warning));
        return lines;
    }

    private static String step(Fields step) {
        return step.shown("action") + " " + step.text("name").orElseGet(() -> step.shown("target"));
    }
}
