package homelab.cli;

import homelab.model.Incident;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code homelab reject ID}. */
@Command(name = "reject", description = "Has nothing done about an incident.")
final class RejectCommand implements Callable<Integer> {
    private final Door door;

    @Parameters(paramLabel = "ID", description = "Such as INC-3 or 3.")
    private Incident.@Nullable Id id;

    RejectCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        return new Answering(door, String.valueOf(id)).reject();
    }
}
