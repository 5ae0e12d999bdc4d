package homelab.cli;

import homelab.model.Incident;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homelab incidents}, {@code … list} and {@code … show ID}. */
@Command(name = "incidents", description = "Lists incidents, or shows one.")
final class IncidentsCommand implements Callable<Integer> {
    private final Door door;

    @Option(names = "--open", description = "Only those that are open.")
    private boolean open;

    @Option(names = "--limit", paramLabel = "N", description = "How many, newest first, 1 to 500; without it 50.")
    private int limit = 50;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    IncidentsCommand(Door door) {
        this.door = door;
    }

    @Command(name = "list", description = "Lists them; the same as without a word.")
    int list(
            @Option(names = "--open", description = "Only those that are open.") boolean onlyOpen,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many, newest first.")
                    int most,
            @Option(names = "--json", description = "As JSON.") boolean asJson) {
        open |= onlyOpen;
        json |= asJson;
        limit = most;
        return call();
    }

    @Command(name = "show", description = "Shows one with all that is known about it.")
    int show(
            @Parameters(paramLabel = "ID", description = "Such as INC-3 or 3.") Incident.Id id,
            @Option(names = "--json", description = "As JSON.") boolean asJson) {
        var answer = door.agent().get("/api/incidents/" + id);
        if (!answer.isDone()) throw new Problem(error(id.toString(), answer));
        return door.show(
                answer,
                "id",
                json || asJson,
                incident -> new IncidentLines(door.times()).of(incident).forEach(door::say));
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > 500) throw new Problem("--limit must be from 1 to 500");
        return door.show("/api/incidents?open=" + open + "&page=0&size=" + limit, "items", json, this::print);
    }

    private void print(Fields page) {
        var items = page.list("items");
        if (items.isEmpty()) {
            door.say(open ? "No incident is open." : "No incidents.");
            return;
        }
        var times = door.times();
        var columns = new Columns().row("ID", "SEVERITY", "STAGE", "OPENED", "TITLE");
        for (var incident : items)
            columns.row(
                    incident.shown("id"),
                    incident.shown("severity"),
                    stage(incident),
                    times.relative(incident.time("openedAt")),
                    incident.shown("title"));
        columns.lines("").forEach(door::say);
        if (page.number("total") > items.size())
            door.note(items.size() + " of " + page.number("total") + "; --limit shows more");
    }

    /** What the agent said about an incident that it would not show. */
    static String error(String id, Agent.Answer answer) {
        return answer.status() == 404
                ? "there is no " + id + "; see: " + Cli.command("incidents list")
                : Door.error(answer);
    }

    static String stage(Fields incident) {
        var how = incident.text("resolution")
                .map(word -> " " + word.toLowerCase(Locale.ROOT).replace('_', ' '));
        return incident.shown("stage") + how.orElse("");
    }
}
