package homelab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code homelab status}. */
@Command(name = "status", description = "Shows how the agent and the homelab are.")
final class StatusCommand implements Callable<Integer> {
    private static final int MOST_QUESTIONS = 5;

    private final Door door;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    StatusCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        var agent = door.agent();
        return door.show(agent.get("/api/status"), "state", json, status -> print(status, agent));
    }

    private void print(Fields status, Agent agent) {
        var times = door.times();
        var columns = new Columns()
                .row("State", status.shown("state"))
                .row("Mode", mode(status))
                .row("Paused", status.isTrue("paused") ? "yes: nothing is done until: " + Cli.command("resume") : "no")
                .row(
                        "Incidents",
                        status.number("openIncidents") + " open, " + waiting(status.number("pendingApprovals")))
                .row("Version", status.shown("version") + ", started " + times.relative(status.time("since")));
        long down = status.number("downAtFirstLook");
        if (down > 0) columns.row("Left alone", down + " that were down when the agent first came");
        clusters(agent, columns);
        columns.lines("").forEach(door::say);
        if (status.number("pendingApprovals") > 0) questions(agent).forEach(door::say);
        var sources = new Columns();
        for (var source : status.list("sources")) {
            var reason = source.text("reason").map(why -> ": " + why).orElse("");
            sources.row(
                    source.shown("name"),
                    source.shown("state") + ", "
                            + (source.time("lastLook").isPresent()
                                    ? "last full look " + times.relative(source.time("lastLook")) + every(status)
                                    : "no full look yet")
                            + reason);
        }
        door.say("Sources");
        sources.lines("  ").forEach(door::say);
        status.texts("notes").forEach(note -> door.say("Note: " + note));
    }

    /** Nothing where there is none, or the agent is of a version that does not tell. */
    private static void clusters(Agent agent, Columns columns) {
        var answer = agent.get("/api/infrastructure");
        if (!answer.isDone()) return;
        for (var cluster : answer.fields().list("clusters")) {
            var seen = cluster.number("nodesOnline") + " of " + count(cluster.number("nodes"), "node") + " online, "
                    + cluster.number("guestsRunning") + " of " + count(cluster.number("guests"), "guest") + " running";
            columns.row(
                    "Cluster",
                    cluster.shown("name") + ": "
                            + (cluster.shown("state").equals("UNSEEN")
                                    ? "can't be seen"
                                            + cluster.text("reason")
                                                    .map(why -> ": " + why)
                                                    .orElse("")
                                    : seen + (cluster.isFalse("quorate") ? ", without a quorum" : "")));
        }
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String every(Fields status) {
        var seconds = status.number("intervalSeconds");
        return seconds == 0 ? "" : " (every " + seconds + " s)";
    }

    /** What waits for an answer; how many wait is told before. */
    private static List<String> questions(Agent agent) {
        var answer = agent.get("/api/incidents?open=true&page=0&size=500");
        if (!answer.isDone()) return List.of();
        var waiting = answer.fields().list("items").stream()
                .filter(incident -> incident.shown("stage").equals("AWAITING_APPROVAL"))
                .toList();
        var columns = new Columns();
        waiting.stream().limit(MOST_QUESTIONS).forEach(one -> columns.row(one.shown("id"), one.shown("title")));
        var lines = new ArrayList<String>();
        if (!waiting.isEmpty()) lines.add("Questions");
        lines.addAll(columns.lines("  "));
        if (waiting.size() > MOST_QUESTIONS)
            lines.add(
                    "  … and " + (waiting.size() - MOST_QUESTIONS) + " more; see: " + Cli.command("incidents --open"));
        return lines;
    }

    private static String mode(Fields status) {
        var by = status.text("modeBy").map(person -> ", chosen by " + person).orElse("");
        var fixed = status.isTrue("modeFixed") ? ", fixed by HOMELAB_MODE" : "";
        return status.shown("mode") + by + fixed;
    }

    private static String waiting(long questions) {
        if (questions == 0) return "none waits for an answer";
        return questions == 1 ? "1 waits for an answer" : questions + " wait for an answer";
    }
}
