package homelab.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether the agent may heal at all.
 *
 * @param heal false: it only watches
 * @param fixed set by HOMELAB_MODE as observe: a person cannot raise it while the agent runs
 * @param by who chose it; empty when nobody did
 */
public record Ceiling(boolean heal, boolean fixed, Optional<Person> by, Instant since) {
    public Mode mode() {
        return heal ? Mode.AUTO : Mode.OBSERVE;
    }

    /** {@code heal} or {@code observe}. */
    public String word() {
        return heal ? "heal" : "observe";
    }
}
