package homelab.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code homelab resume}: asks the agent, else removes the file. */
@Command(name = "resume", description = "Ends a pause; works when the agent is down or hangs.")
final class ResumeCommand implements Callable<Integer> {
    private final Door door;

    ResumeCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        var configured = door.configured();
        configured.settings().mistakes().forEach(door::note);
        var file = new PauseFile(configured.reach().data());
        Agent.Answer answer;
        try {
            answer = new Agent(configured.reach(), PauseCommand.PATIENCE).post("/api/resume", "{}");
        } catch (Problem problem) {
            return withoutAgent(file, String.valueOf(problem.getMessage()));
        }
        if (!answer.isDone()) throw new Problem(Door.error(answer));
        door.say(answer.fields().text("done").orElse("Resumed."));
        return Cli.OK;
    }

    private int withoutAgent(PauseFile file, String why) {
        if (!file.belongsToAnAgent())
            throw new Problem("not resumed: " + why + "\n  "
                    + file.directory().toAbsolutePath().normalize()
                    + " is no agent's data directory; name the right one in HOMELAB_DATA");
        try {
            door.say(
                    file.remove()
                            ? "Resumed: the file " + file.path() + " is gone."
                            : "Not paused: there is no file " + file.path() + ".");
        } catch (IOException e) {
            throw new Problem("not resumed: " + why + "\n  the file " + file.path()
                    + " could not be removed; run this as the agent's user");
        }
        door.note("the agent itself did not confirm it: " + why);
        return Cli.OK;
    }
}
