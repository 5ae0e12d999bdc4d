package homelab.cli;

import homelab.model.Text;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code homelab journal verify}. */
@Command(name = "journal", description = "The record of all that the agent decided and did.")
final class JournalCommand implements Callable<Integer> {
    private final Door door;

    @Spec
    private @Nullable CommandSpec spec;

    JournalCommand(Door door) {
        this.door = door;
    }

    @Command(name = "verify", description = "Checks that nothing in it was edited, removed, moved or cut off.")
    int verify(@Option(names = "--json", description = "As JSON.") boolean json) {
        var configured = door.configured();
        var mistakes = configured.settings().mistakes();
        if (!mistakes.isEmpty()) throw new Problem(Door.told(mistakes));
        var verdict = configured.verifyJournal();
        var problems = verdict.problems().stream().map(Text::harmless).toList();
        if (json) door.say(json(verdict, problems));
        else if (problems.isEmpty()) door.say("Sound: " + entries(verdict) + ", head " + verdict.head());
        else {
            door.say("Not sound: " + entries(verdict) + ", head " + verdict.head());
            problems.forEach(problem -> door.say("  " + problem));
        }
        return problems.isEmpty() ? Cli.OK : Cli.PROBLEM;
    }

    @Override
    public Integer call() {
        throw new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), "say what to do: verify");
    }

    private static String entries(JournalVerdict verdict) {
        return verdict.entries() == 1 ? "1 entry" : verdict.entries() + " entries";
    }

    private static String json(JournalVerdict verdict, List<String> problems) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("sound", problems.isEmpty());
            json.writeNumberProperty("entries", verdict.entries());
            json.writeStringProperty("head", verdict.head());
            Json.texts(json, "problems", problems);
            json.writeEndObject();
        });
    }
}
