package homelab.faults;

import homelab.cli.Cli;
import homelab.cli.Examined;
import homelab.cli.JournalVerdict;
import homelab.cli.Program;
import homelab.cli.Reach;
import homelab.cli.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The command line before a running agent. */
record Terminal(Reach reach) implements Program, Program.Configured {
    static Terminal of(Watch watch) {
        return new Terminal(new Reach(watch.data(), "127.0.0.1", watch.port(), Optional.empty()));
    }

    /** All that it prints. */
    String run(String... words) {
        var printed = new StringWriter();
        var writer = new PrintWriter(printed, true);
        var ignored = new Cli(this, writer, writer).run(words);
        return printed.toString();
    }

    @Override
    public String version() {
        return "test";
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public int demo(String script, Consumer<String> out) {
        throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public Configured configure(Optional<Path> file) {
        return this;
    }

    @Override
    public Settings settings() {
        return new Settings(Optional.empty(), List.of(), List.of(), List.of());
    }

    @Override
    public int run(Consumer<String> out) {
        throw new UnsupportedOperationException("it runs already");
    }

    @Override
    public List<Examined> examine() {
        throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public JournalVerdict verifyJournal() {
        throw new UnsupportedOperationException("not from here");
    }
}
