package homelab.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that moves only when a test moves it. */
final class ManualClock implements InstantSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    /** Since the start, as {@code mm:ss}, or {@code h:mm:ss} from an hour on. */
    String words() {
        var since = Duration.between(START, now);
        return since.toHours() > 0
                ? String.format("%d:%02d:%02d", since.toHours(), since.toMinutesPart(), since.toSecondsPart())
                : String.format("%02d:%02d", since.toMinutesPart(), since.toSecondsPart());
    }
}
