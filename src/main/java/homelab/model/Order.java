package homelab.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A person's command. It enters the same stages as a finding, at {@code Deciding}.
 *
 * @param consequence what it would do, as the person is told who is asked for a second word; empty for one that needs none
 */
public record Order(Person by, Instant at, Action action, Resource.Id target, Optional<String> consequence) {
    /** True for one that is not carried out before it was confirmed. */
    public boolean isAskedBack() {
        return consequence.isPresent();
    }
}
