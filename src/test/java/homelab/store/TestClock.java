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

    void pass(Duration time) {
        now = now.plus(time);
    }
}
