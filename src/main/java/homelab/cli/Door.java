package homelab.cli;

import homelab.model.Text;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What every command has at hand: the program, the chosen configuration, and where to print. */
final class Door {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Program program;
    private final PrintWriter out;
    private final PrintWriter err;
    private Optional<Path> config = Optional.empty();

    Door(Program program, PrintWriter out, PrintWriter err) {
        this.program = program;
        this.out = out;
        this.err = err;
    }

    void use(Path file) {
        config = Optional.of(file);
    }

    Program.Configured configured() {
        return program.configure(config);
    }

    /** The agent that this configuration belongs to. */
    Agent agent() {
        var configured = configured();
        var mistakes = configured.settings().mistakes();
        if (!mistakes.isEmpty()) throw new Problem(told(mistakes));
        return new Agent(configured.reach(), PATIENCE);
    }

    int demo(String script) {
        return program.demo(script, this::say);
    }

    Times times() {
        return new Times(program.clock().instant());
    }

    String version() {
        return program.version();
    }

    void say(String line) {
        out.println(line);
    }

    /** For what is not the answer itself. */
    void note(String line) {
        err.println("homelab: " + line);
    }

    /** Asks for data and prints it: as JSON, or as {@code view} shows it. */
    int show(String path, String required, boolean json, Consumer<Fields> view) {
        return show(agent().get(path), required, json, view);
    }

    int show(Agent.Answer answer, String required, boolean json, Consumer<Fields> view) {
        if (!answer.isDone()) throw new Problem(error(answer));
        if (!answer.fields().has(required))
            throw new Problem("the answer has no " + required + "; is the agent of the same version?");
        if (json) say(Json.copy(answer.text()));
        else view.accept(answer.fields());
        return 0;
    }

    static String error(Agent.Answer answer) {
        return answer.fields().text("error").orElse("the agent answered " + answer.status() + " without saying why");
    }

    static String told(List<String> mistakes) {
        var head = mistakes.size() == 1 ? "a mistake" : mistakes.size() + " mistakes";
        return head + " in the configuration:\n  "
                + String.join("\n  ", mistakes.stream().map(Text::harmless).toList());
    }
}
