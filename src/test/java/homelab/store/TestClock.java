package homelab.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that stands still until it is turned. */
final class TestClock implements InstantSource {
    private volatile Instant now = Samples.AT;

    @Override
    public Instant instant() {
        return now;
    }

    /** The same time as a stopwatch has it. */
    long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
