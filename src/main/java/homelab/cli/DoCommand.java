package homelab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homelab do NAME [ARGUMENT]}: what the integrations of the agent offer people to say; without a name all of it. */
@Command(
        name = "do",
        description = "Says one of the agent's own commands, such as vms or stop_vm 100; alone, lists them.")
final class DoCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 200;

    private final Door door;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Such as vms.")
    private @Nullable String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ARGUMENT", description = "Such as the number of a guest.")
    private @Nullable String argument;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    DoCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        var said = name;
        if (said == null) return door.show("/api/commands", "items", json, this::list);
        if (!said.matches("/?[a-z_-]{1,40}"))
            throw new Problem("a command is named like vms; see: " + Cli.command("do"));
        var path = "/api/commands/" + said.replaceFirst("^/", "").replace('-', '_');
        var body = Json.write(written -> {
            written.writeStartObject();
            if (argument != null) written.writeStringProperty("argument", argument);
            written.writeEndObject();
        });
        var answer = door.agent().post(path, body);
        door.show(answer, "title", json, this::print);
        return answer.fields().isTrue("done") ? Cli.OK : Cli.PROBLEM;
    }

    private void list(Fields answer) {
        var columns = new Columns();
        for (var one : answer.list("items"))
            columns.row(
                    one.shown("name")
                            + one.text("argument")
                                    .map(what -> written(what, one))
                                    .orElse(""),
                    one.shown("says"));
        var lines = columns.lines("");
        if (lines.isEmpty()) door.say("None: nothing that offers one, such as Proxmox, is configured.");
        lines.forEach(door::say);
    }

    private static String written(String argument, Fields one) {
        return one.isTrue("required") ? " " + argument : " [" + argument + "]";
    }

    private void print(Fields reply) {
        if (!reply.isTrue("done")) {
            door.note(reply.shown("title"));
            return;
        }
        door.say(reply.shown("title"));
        table(reply).forEach(door::say);
        reply.texts("lines").forEach(door::say);
        var choices = new Columns();
        for (var choice : reply.list("choices"))
            choices.row(
                    choice.shown("label"),
                    Cli.command(choice.shown("word") + " " + choice.shown("incident"))
                            + (choice.shown("word").equals("approve")
                                    ? choice.text("remedy")
                                            .map(hash -> " --remedy " + hash)
                                            .orElse("")
                                    : ""));
        choices.lines("  ").forEach(door::say);
    }

    private static List<String> table(Fields reply) {
        var rows = reply.rows("rows");
        var columns = new Columns();
        rows.stream().limit(MOST_ROWS + 1L).forEach(row -> columns.row(row.toArray(String[]::new)));
        var lines = new ArrayList<>(columns.lines("  "));
        if (rows.size() > MOST_ROWS + 1) lines.add("  … and " + (rows.size() - MOST_ROWS - 1) + " more; see: --json");
        return lines;
    }
}
