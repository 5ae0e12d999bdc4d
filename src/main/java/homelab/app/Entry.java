package homelab.app;

import homelab.app.config.Config;
import homelab.app.config.Loaded;
import homelab.app.config.Loader;
import homelab.cli.Cli;
import homelab.cli.Examined;
import homelab.cli.JournalVerdict;
import homelab.cli.Program;
import homelab.cli.Reach;
import homelab.cli.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the program begins: the command line over the configuration and the agent. */
public final class Entry implements Program {
    private static final Path SYSTEM_CONFIG = Path.of("/etc/homelab-agent/homelab.yaml");

    private final Map<String, String> environment;

    Entry(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @return the exit code */
    public static int run(String... args) {
        var out = writer(FileDescriptor.out, "stdout.encoding");
        return new Cli(new Entry(System.getenv()), out, writer(FileDescriptor.err, "stderr.encoding")).run(args);
    }

    @Override
    public String version() {
        return Optional.ofNullable(Entry.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Configured configure(Optional<Path> file) {
        return new Ready(new Loader(environment, Path.of(""), SYSTEM_CONFIG).load(file));
    }

    @Override
    public int demo(String script, Consumer<String> out) {
        return Demo.run(script, environment, out);
    }

    private record Ready(Loaded loaded) implements Configured {
        @Override
        public Settings settings() {
            return loaded.settings();
        }

        @Override
        public Reach reach() {
            return loaded.reach();
        }

        @Override
        public int run(Consumer<String> out) {
            return App.run(config(), out);
        }

        @Override
        public JournalVerdict verifyJournal() {
            return JournalReading.of(config().store());
        }

        @Override
        public List<Examined> examine() {
            return Examining.of(loaded);
        }

        private Config config() {
            return loaded.config().orElseThrow(() -> new IllegalStateException("the configuration has mistakes"));
        }
    }

    /** A machine without a locale says ASCII, where in truth every terminal takes UTF-8. */
    private static PrintWriter writer(FileDescriptor descriptor, String property) {
        var stated = Charset.forName(System.getProperty(property, "UTF-8"));
        var charset = stated.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : stated;
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
    }
}
