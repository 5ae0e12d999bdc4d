package homelab.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The agent's clock: it passes as a stopwatch does, whatever is done to the machine's clock. When that is set, this one
 * follows at a bounded pace, so that thirty seconds of watching stay about thirty seconds; only a machine that had no
 * idea of the time, and is told it, is believed at once.
 */
final class SteadyClock implements InstantSource {
    /** A larger difference is a clock that was wrong, not one that drifted or was put right. */
    private static final Duration NO_IDEA = Duration.ofHours(3);

    /** It gains or loses at most one second in so many while it follows. */
    private static final int PACE = 4;

    private final InstantSource wall;
    private final LongSupplier stopwatch;
    private Instant last;
    private long lastNanos;

    /** @param stopwatch nanoseconds that only ever grow, from any start */
    SteadyClock(InstantSource wall, LongSupplier stopwatch) {
        this.wall = wall;
        this.stopwatch = stopwatch;
        this.last = wall.instant();
        this.lastNanos = stopwatch.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        var nanos = stopwatch.getAsLong();
        var passed = Math.max(0, nanos - lastNanos);
        lastNanos = Math.max(nanos, lastNanos);
        last = following(last.plusNanos(passed), passed);
        return last;
    }

    private Instant following(Instant steady, long passed) {
        var behind = Duration.between(steady, wall.instant());
        if (behind.abs().compareTo(NO_IDEA) > 0) return steady.plus(behind);
        var most = passed / PACE;
        return steady.plusNanos(Math.clamp(behind.toNanos(), -most, most));
    }
}
