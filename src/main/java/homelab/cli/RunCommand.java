package homelab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code homelab run}. */
@Command(name = "run", description = "Runs the agent until it is stopped.")
final class RunCommand implements Callable<Integer> {
    private final Door door;

    RunCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        var configured = door.configured();
        var settings = configured.settings();
        settings.warnings().forEach(door::note);
        if (!settings.mistakes().isEmpty())
            throw new Problem(Door.told(settings.mistakes()) + "\nNothing was started.");
        return configured.run(door::say);
    }
}
