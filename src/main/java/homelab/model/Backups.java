package homelab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The backups of one guest.
 *
 * @param latest the newest that can be seen; empty where none can
 * @param failed the last try, where it failed; empty when it did not, or there was none
 * @param planned it is in a job
 * @param storage where a backup would go; empty where that cannot be told
 * @param running one is being made
 * @param ours the latest task of the agent's own that was to make one; empty where there was none
 * @param mayBe how old the latest may grow
 */
public record Backups(
        Optional<Latest> latest,
        Optional<Failure> failed,
        boolean planned,
        Optional<String> storage,
        boolean running,
        Optional<Task> ours,
        Duration mayBe)
        implements Detail {

    /** @param checked what a check of it showed; empty until it was checked, which is not the same as good */
    public record Latest(Instant at, String storage, Optional<Boolean> checked) {}

    /** @param why text from outside */
    public record Failure(Instant at, String why) {}
}
