package homelab.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code homelab pause}: writes the file first, so that it holds whatever becomes of the agent's answer. */
@Command(name = "pause", description = "Has the agent do nothing until resume; works when it is down or hangs.")
final class PauseCommand implements Callable<Integer> {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Door door;

    PauseCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        var configured = door.configured();
        configured.settings().mistakes().forEach(door::note);
        var file = new PauseFile(configured.reach().data());
        var why = write(file);
        try {
            var answer = new Agent(configured.reach(), PATIENCE).post("/api/pause", "{}");
            if (!answer.isDone()) throw new Problem(Door.error(answer));
            door.say(answer.fields().text("done").orElse("Paused."));
        } catch (Problem problem) {
            if (why.isPresent()) throw new Problem("not paused: " + problem.getMessage() + "\n  " + why.get());
            door.say("Paused by the file " + file.path() + ".");
            door.note("the agent itself did not confirm it: " + problem.getMessage());
        }
        return Cli.OK;
    }

    /** Why the file could not be written; empty when it stands. */
    private static Optional<String> write(PauseFile file) {
        if (!file.belongsToAnAgent())
            return Optional.of(
                    file.directory().toAbsolutePath().normalize()
                            + " is no agent's data directory; name the right one in HOMELAB_DATA, or touch the file pause in it");
        try {
            file.write();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the file " + file.path() + " could not be written ("
                    + e.getClass().getSimpleName() + "); run this as the agent's user");
        }
    }
}
