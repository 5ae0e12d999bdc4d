package homelab.app;

import homelab.loop.act.Brake;
import homelab.store.Store;
import homelab.store.StoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what the database says of pausing, and tells the brake. While it cannot be read, what it said last holds. */
final class PauseWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Store store;
    private final Brake brake;
    private final Thread thread = Thread.ofVirtual().name("pause").unstarted(this::run);

    private PauseWatch(Store store, Brake brake) {
        this.store = store;
        this.brake = brake;
    }

    /** Looks once before it returns, so that nothing is begun that the database forbids. */
    static PauseWatch start(Store store, Brake brake) throws StoreException {
        var watch = new PauseWatch(store, brake);
        brake.inDatabase(store.pause());
        if (store.isShared()) watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                look();
            }
        } catch (InterruptedException end) {
            LOG.debug("the database is asked no more whether the agent is paused");
        }
    }

    private void look() {
        try {
            brake.inDatabase(store.pause());
        } catch (StoreException e) {
            LOG.debug("whether the agent is paused could not be read from the database", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
