package homelab.integration.docker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import homelab.integration.IntegrationException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Asks an engine every few seconds whether it lives: a stream of events whose other end hangs is merely silent. A
 * stream that is dead while its engine lives cannot be told from a quiet one; the looker opens it anew at each full
 * look.
 */
final class Pulse implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration AFTER_A_MISS = Duration.ofSeconds(1);

    private final EngineApi engine;
    private final BlockingQueue<Signal> signals;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Pulse(EngineApi engine, BlockingQueue<Signal> signals) {
        this.engine = engine;
        this.signals = signals;
    }

    static Pulse start(EngineApi engine, BlockingQueue<Signal> signals) {
        var pulse = new Pulse(engine, signals);
        Thread.ofVirtual().name("docker-pulse").start(pulse::run);
        return pulse;
    }

    private void run() {
        try {
            for (var misses = 0; !closed.await((misses == 0 ? BETWEEN : AFTER_A_MISS).toMillis(), MILLISECONDS); ) {
                try {
                    engine.ping();
                    misses = 0;
                } catch (IntegrationException e) {
                    if (++misses % 2 == 0) signals.put(new Signal.Silent(e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
