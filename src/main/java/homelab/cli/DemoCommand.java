package homelab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code homelab demo}. */
@Command(
        name = "demo",
        description = "Shows the whole agent at work in a simulated homelab; needs nothing and touches nothing.")
final class DemoCommand implements Callable<Integer> {
    private final Door door;

    @Parameters(
            paramLabel = "SCRIPT",
            arity = "0..1",
            defaultValue = "demo",
            description = "What happens there, such as storm; another word lists what there is.")
    private String script = "demo";

    DemoCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        return door.demo(script);
    }
}
