package homelab.cli;

import homelab.model.Incident;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homelab approve ID}: shows the remedy, and approves exactly this one. */
@Command(name = "approve", description = "Has the remedy of an incident carried out.")
final class ApproveCommand implements Callable<Integer> {
    private final Door door;

    @Parameters(paramLabel = "ID", description = "Such as INC-3 or 3.")
    private Incident.@Nullable Id id;

    @Option(names = "--remedy", paramLabel = "HASH", description = "Only if it still is the remedy with this hash.")
    private @Nullable String remedy;

    ApproveCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        return new Answering(door, String.valueOf(id)).approve(Optional.ofNullable(remedy));
    }
}
