package homelab.cli;

import java.util.ArrayList;
import java.util.List;

/** One incident as a person reads it. */
record IncidentLines(Times times) {

    List<String> of(Fields incident) {
        var lines = new ArrayList<String>();
        lines.add(incident.shown("id") + "  " + incident.shown("title"));
        lines.addAll(facts(incident).lines(""));
        incident.fields("remedy").ifPresent(remedy -> lines.addAll(RemedyLines.of(remedy)));
        evidence(incident, lines);
        attempts(incident, lines);
        timeline(incident, lines);
        return lines;
    }

    private Columns facts(Fields incident) {
        var columns = new Columns().row("Severity", incident.shown("severity")).row("Stage", stage(incident));
        incident.fields("resource")
                .ifPresent(resource -> columns.row(
                        "Resource",
                        resource.shown("name") + " (" + resource.shown("kind") + " on " + resource.shown("host")
                                + ")"));
        incident.time("openedAt").ifPresent(at -> columns.row("Opened", both(at)));
        incident.time("closedAt").ifPresent(at -> columns.row("Closed", both(at)));
        incident.text("says").ifPresent(says -> columns.row("Seen", says));
        incident.text("cause").ifPresent(cause -> columns.row("Cause", cause(cause, incident)));
        incident.fields("decision")
                .ifPresent(
                        decision -> columns.row("Decision", decision.shown("kind") + ": " + decision.shown("reason")));
        return columns;
    }

    private String stage(Fields incident) {
        var until = incident.time("until").map(at -> ", until " + both(at)).orElse("");
        var why = incident.text("why").map(text -> ": " + text).orElse("");
        var to = incident.text("joined").map(id -> " to " + id).orElse("");
        return IncidentsCommand.stage(incident) + to + until + why;
    }

    private static String cause(String cause, Fields incident) {
        var sure = incident.text("confidence").map(IncidentLines::percent).orElse("");
        return cause
                + sure
                + incident.text("diagnosis").map(text -> ": " + text).orElse("");
    }

    private static String percent(String fraction) {
        return fraction.matches("[01](\\.[0-9]+)?")
                ? " (" + Math.round(Double.parseDouble(fraction) * 100) + " %)"
                : "";
    }

    private static void evidence(Fields incident, List<String> lines) {
        var evidence = incident.list("evidence");
        if (!evidence.isEmpty()) lines.add("Evidence");
        for (var seen : evidence) {
            lines.add("  " + seen.shown("from"));
            seen.texts("lines").forEach(line -> lines.add("    " + line));
        }
    }

    private static void attempts(Fields incident, List<String> lines) {
        var columns = new Columns();
        for (var attempt : incident.list("attempts")) {
            var name = attempt.text("name").orElseGet(() -> attempt.shown("target"));
            var outcome = attempt.text("outcome").orElse("not yet known");
            columns.row(
                    attempt.time("startedAt").map(Times::exact).orElse("–"),
                    attempt.shown("action") + " " + name + " by " + attempt.shown("by"),
                    outcome + attempt.text("seen").map(text -> ": " + text).orElse(""));
        }
        section("Attempts", columns, lines);
    }

    private static void timeline(Fields incident, List<String> lines) {
        var columns = new Columns();
        for (var entry : incident.list("timeline"))
            columns.row(entry.time("at").map(Times::exact).orElse("–"), entry.shown("what"));
        section("Timeline", columns, lines);
    }

    private static void section(String title, Columns columns, List<String> lines) {
        var rows = columns.lines("  ");
        if (!rows.isEmpty()) lines.add(title);
        lines.addAll(rows);
    }

    private String both(java.time.Instant at) {
        return Times.exact(at) + " (" + times.relative(at) + ")";
    }
}
