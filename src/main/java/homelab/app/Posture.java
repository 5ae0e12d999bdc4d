package homelab.app;

import homelab.integration.Desk;
import homelab.model.Ceiling;
import java.util.function.Consumer;

/** Whether the agent is paused and how far it may go, told each time that changes. */
final class Posture {
    private final Desk desk;
    private final Consumer<String> tell;
    private boolean paused;
    private Ceiling ceiling;

    Posture(Desk desk, Consumer<String> tell) {
        this.desk = desk;
        this.tell = tell;
        var now = desk.status();
        this.paused = now.paused();
        this.ceiling = now.ceiling();
    }

    synchronized void look() {
        var now = desk.status();
        if (now.paused() != paused)
            tell.accept(now.paused() ? "the agent is paused: nothing new is begun" : "the agent goes on");
        if (!now.ceiling().equals(ceiling))
            tell.accept("the mode is now " + now.ceiling().word()
                    + now.ceiling().by().map(by -> ", chosen by " + by).orElse(""));
        paused = now.paused();
        ceiling = now.ceiling();
    }
}
