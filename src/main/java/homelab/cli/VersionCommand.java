package homelab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code homelab version}. */
@Command(name = "version", description = "Shows the version.")
final class VersionCommand implements Callable<Integer> {
    private final Door door;

    VersionCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        door.say("homelab-agent " + door.version() + " (Java " + Runtime.version() + ")");
        return Cli.OK;
    }
}
