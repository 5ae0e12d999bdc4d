package homelab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The snapshots of a guest. They hold disk space, more from day to day.
 *
 * @param count how many there are
 * @param oldest its name and when it was taken; empty where there is none
 * @param mayBe how old one may grow before a person is told
 */
public record Snapshots(int count, Optional<Oldest> oldest, Duration mayBe) implements Detail {
    /** @param name text from outside */
    public record Oldest(String name, Instant at) {}
}
