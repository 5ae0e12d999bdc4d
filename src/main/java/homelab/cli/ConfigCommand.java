package homelab.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code homelab config check} and {@code homelab config show}. */
@Command(name = "config", description = "Checks or shows the configuration.")
final class ConfigCommand implements Callable<Integer> {
    private final Door door;

    @Spec
    private @Nullable CommandSpec spec;

    ConfigCommand(Door door) {
        this.door = door;
    }

    @Command(name = "check", description = "Tells all mistakes at once, each with its place and cure.")
    int check(@Option(names = "--json", description = "As JSON.") boolean json) {
        var settings = door.configured().settings();
        if (json) door.say(json(settings, false));
        else {
            settings.warnings().forEach(door::note);
            if (!settings.mistakes().isEmpty()) throw new Problem(Door.told(settings.mistakes()));
            door.say("The configuration is fine: " + from(settings) + ".");
        }
        return code(settings);
    }

    @Command(name = "show", description = "Shows what holds and where each value was written; secrets as stars.")
    int show(@Option(names = "--json", description = "As JSON.") boolean json) {
        var settings = door.configured().settings();
        if (json) door.say(json(settings, true));
        else {
            var columns = new Columns().row("KEY", "VALUE", "ORIGIN");
            for (var line : settings.lines())
                columns.row(line.key(), line.value().isEmpty() ? "–" : line.value(), line.origin());
            columns.lines("").forEach(door::say);
            settings.warnings().forEach(door::note);
            if (!settings.mistakes().isEmpty()) throw new Problem(Door.told(settings.mistakes()));
        }
        return code(settings);
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "say what to do: check or show");
    }

    private static int code(Settings settings) {
        return settings.mistakes().isEmpty() ? Cli.OK : Cli.PROBLEM;
    }

    private static String from(Settings settings) {
        return settings.file()
                .map(file -> "the file " + file + ", the environment and defaults")
                .orElse("no file, the environment and defaults");
    }

    private static String json(Settings settings, boolean values) {
        return Json.write(json -> {
            json.writeStartObject();
            settings.file().ifPresent(file -> json.writeStringProperty("file", file.toString()));
            if (values) {
                json.writeArrayPropertyStart("items");
                for (var line : settings.lines()) {
                    json.writeStartObject();
                    json.writeStringProperty("key", line.key());
                    if (!line.value().isEmpty()) json.writeStringProperty("value", line.value());
                    json.writeStringProperty("origin", line.origin());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            Json.texts(json, "mistakes", settings.mistakes());
            Json.texts(json, "warnings", settings.warnings());
            json.writeEndObject();
        });
    }
}
