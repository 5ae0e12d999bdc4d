package homelab.cli;

import homelab.model.Incident;
import homelab.model.Text;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** The command line: finds the command, runs it, turns what happened into an exit code. */
public final class Cli {
    /** All went well. */
    public static final int OK = 0;

    /** What was asked did not happen, or a check found something. */
    public static final int PROBLEM = 1;

    private final Door door;
    private final PrintWriter out;
    private final PrintWriter err;

    public Cli(Program program, PrintWriter out, PrintWriter err) {
        this.door = new Door(program, out, err);
        this.out = out;
        this.err = err;
    }

    /** A command as a person has to write it here: the program by the name by which it was called. */
    public static String command(String words) {
        return System.getProperty("homelab.called", "homelab") + " " + words;
    }

    /** @return 0, 1 for a problem, 2 for a command that was not understood */
    public int run(String... args) {
        var root = new CommandLine(new Root(door));
        var commands = commands();
        // building one command costs a few milliseconds, so only the wanted one is built
        if (args.length > 0 && commands.containsKey(args[0]))
            root.addSubcommand(args[0], commands.get(args[0]).get());
        else commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        root.getCommandSpec().version("homelab-agent " + door.version());
        root.setCommandName(command("").strip())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Incident.Id.class, Cli::id)
                .setExecutionExceptionHandler((e, commandLine, parsed) -> failed(e));
        try {
            return root.execute(args);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private Map<String, Supplier<Object>> commands() {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("demo", () -> new DemoCommand(door));
        commands.put("run", () -> new RunCommand(door));
        commands.put("status", () -> new StatusCommand(door));
        commands.put("incidents", () -> new IncidentsCommand(door));
        commands.put("do", () -> new DoCommand(door));
        commands.put("approve", () -> new ApproveCommand(door));
        commands.put("reject", () -> new RejectCommand(door));
        commands.put("mode", () -> new ModeCommand(door));
        commands.put("pause", () -> new PauseCommand(door));
        commands.put("resume", () -> new ResumeCommand(door));
        commands.put("link", () -> new LinkCommand(door));
        commands.put("journal", () -> new JournalCommand(door));
        commands.put("config", () -> new ConfigCommand(door));
        commands.put("doctor", () -> new DoctorCommand(door));
        commands.put("version", () -> new VersionCommand(door));
        return commands;
    }

    private static Incident.Id id(String text) {
        return Incident.Id.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "an incident is named like INC-3 or 3, not \"" + Text.harmless(text, 40) + "\""));
    }

    private int failed(Exception e) {
        if (e instanceof Problem) door.note(String.valueOf(e.getMessage()));
        else {
            door.note("a fault in the program: " + e);
            e.printStackTrace(err);
        }
        return PROBLEM;
    }
}
