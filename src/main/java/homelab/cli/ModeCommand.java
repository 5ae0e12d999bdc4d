package homelab.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code homelab mode observe|heal}. */
@Command(name = "mode", description = "Lets the agent heal, or only observe.")
final class ModeCommand implements Callable<Integer> {
    enum Level {
        OBSERVE,
        HEAL
    }

    private final Door door;

    @Parameters(paramLabel = "observe|heal", description = "observe: nothing is done unasked. heal: what is safe is.")
    private @Nullable Level level;

    ModeCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        var word = String.valueOf(level).toLowerCase(Locale.ROOT);
        var answer = door.agent().post("/api/mode", "{\"mode\":\"" + word + "\"}");
        if (!answer.isDone()) throw new Problem(Door.error(answer));
        door.say(answer.fields().text("done").orElse("Done."));
        return Cli.OK;
    }
}
