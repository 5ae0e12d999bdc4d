package homelab.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long this process holds the lease, by a stopwatch that runs on while the process is stopped. It counts from before
 * each write, so that it never ends later than for those who see the write.
 */
final class Term {
    private final LongSupplier stopwatch;
    private Span held;
    private boolean over;

    Term(LongSupplier stopwatch) {
        this.stopwatch = stopwatch;
        this.held = new Span(stopwatch.getAsLong(), Duration.ZERO);
    }

    /** From a reading of the stopwatch on. */
    record Span(long from, Duration length) {
        Duration left(long now) {
            return length.minusNanos(now - from);
        }
    }

    /** What a write that begins now may promise: at least this much, and never less than was promised before. */
    synchronized Span next(Duration least) {
        var now = stopwatch.getAsLong();
        var left = held.left(now);
        return new Span(now, left.compareTo(least) > 0 ? left : least);
    }

    /** The write that promised it is on disk. */
    synchronized void holds(Span span) {
        held = span;
    }

    /** For good: nothing is begun any more. */
    synchronized void end() {
        over = true;
    }

    /** Negative when it is over. */
    synchronized Duration left() {
        return over ? Duration.ofSeconds(-1) : held.left(stopwatch.getAsLong());
    }

    synchronized Duration sinceRenewed() {
        return Duration.ofNanos(stopwatch.getAsLong() - held.from());
    }
}
