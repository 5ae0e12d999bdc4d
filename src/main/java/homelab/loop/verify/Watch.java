package homelab.loop.verify;

import homelab.model.Outcome;
import java.time.Instant;

/** Whether it can be said yet if an action helped. */
public sealed interface Watch {
    record Over(Outcome outcome) implements Watch {}

    /** Look again at {@code at}. */
    record Until(Instant at) implements Watch {}
}
