package homelab.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
            answer.fields().time("ends").ifPresent(ends -> door.note("it opens once, " + within(ends)));
            if (link.contains("//127.0.0.1:"))
                door.note("from another machine: " + tunnel(URI.create(link)) + " there first, then the same link");
        }
        return Cli.OK;
    }

    private String within(Instant ends) {
        var left = Duration.between(door.times().now(), ends).plusSeconds(59).toMinutes();
        return "within " + left + (left == 1 ? " minute" : " minutes");
    }

    /** It listens on loopback only, or is reached there safely. */
    private static String tunnel(URI link) {
        return "ssh -L " + link.getPort() + ":127.0.0.1:" + link.getPort() + " THIS-MACHINE";
    }
}
