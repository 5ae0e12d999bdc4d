package homelab.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code homelab} itself, and what every command takes. */
@Command(
        name = "homelab",
        description = "Watches a homelab, repairs what is safe, asks before the rest.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        footer = {"", "Exit codes: 0 done, 1 a problem, 2 not understood.", "Settings: docs/configuration.md"})
final class Root implements Callable<Integer> {
    private final Door door;

    @Spec
    private @Nullable CommandSpec spec;

    Root(Door door) {
        this.door = door;
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Else $HOMELAB_CONFIG, ./homelab.yaml, /etc/homelab-agent/homelab.yaml.")
    void config(Path file) {
        door.use(file);
    }

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
