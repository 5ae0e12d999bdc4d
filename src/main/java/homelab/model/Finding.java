package homelab.model;

import java.time.Instant;

/**
 * A detector's statement that something is wrong.
 *
 * @param says one sentence: what was seen
 * @param since the agent's clock
 */
public record Finding(Resource resource, Trouble trouble, Severity severity, String says, Instant since) {
    /** The same trouble of the same lineage, whoever tells it and however often. */
    public String fingerprint() {
        return trouble + "@" + resource.lineage().key();
    }
}
