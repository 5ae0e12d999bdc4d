package homelab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code homelab link}. */
@Command(name = "link", description = "Makes a link that opens the dashboard once.")
final class LinkCommand implements Callable<Integer> {
    private final Door door;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    LinkCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        var answer = door.agent().post("/api/link", "{}");
        if (!answer.isDone()) throw new Problem(Door.error(answer));
        var link = answer.fields()
                .text("link")
                .orElseThrow(() -> new Problem("the answer has no link; is the agent of the same version?"));
        if (json) door.say(Json.copy(answer.text()));
        else {
            door.say(link);
            door.note("it opens once, " + door.times().relative(answer.fields().time("ends")) + " at the latest");
            if (link.contains("//127.0.0.1:"))
                door.note("from another machine, write the name or address of this one in place of 127.0.0.1");
        }
        return Cli.OK;
    }
}
