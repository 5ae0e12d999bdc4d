package homelab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code homelab status}. */
@Command(name = "status", description = "Shows how the agent and the homelab are.")
final class StatusCommand implements Callable<Integer> {
    private final Door door;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    StatusCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        return door.show("/api/status", "state", json, this::print);
    }

    private void print(Fields status) {
        var times = door.times();
        var columns = new Columns()
                .row("State", status.shown("state"))
                .row("Mode", mode(status))
                .row("Paused", status.isTrue("paused") ? "yes: nothing is done until: homelab resume" : "no")
                .row(
                        "Incidents",
                        status.number("openIncidents") + " open, " + waiting(status.number("pendingApprovals")))
                .row("Version", status.shown("version") + ", started " + times.relative(status.time("since")));
        long down = status.number("downAtFirstLook");
        if (down > 0) columns.row("Left alone", down + " that were down when the agent first came");
        columns.lines("").forEach(door::say);
        var sources = new Columns();
        for (var source : status.list("sources")) {
            var reason = source.text("reason").map(why -> ": " + why).orElse("");
            sources.row(
                    source.shown("name"),
                    source.shown("state") + reason + ", last look " + times.relative(source.time("lastLook")));
        }
        door.say("Sources");
        sources.lines("  ").forEach(door::say);
        status.texts("notes").forEach(note -> door.say("Note: " + note));
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
