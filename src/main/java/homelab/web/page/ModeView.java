package homelab.web.page;

import homelab.model.Person;
import homelab.model.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the agent may go, and whose choice that is.
 *
 * @param by empty when nobody chose
 * @param fixed nobody can raise it while the agent runs
 */
record ModeView(boolean heal, boolean fixed, Optional<String> by, Instant since, boolean paused) {
    static ModeView of(Status status) {
        var ceiling = status.ceiling();
        return new ModeView(
                ceiling.heal(), ceiling.fixed(), ceiling.by().map(Person::toString), ceiling.since(), status.paused());
    }
}
