package homelab.app;

import homelab.loop.report.Outbox;
import homelab.store.Store;
import homelab.store.StoreException;
import java.time.Instant;
import java.util.List;

/** The courier's outbox, in the store. */
final class StoredOutbox implements Outbox {
    private final Store store;

    StoredOutbox(Store store) {
        this.store = store;
    }

    @Override
    public List<Delivery> undelivered(String recipient, int most) throws StoreException {
        return store.undelivered(recipient, most).stream()
                .map(one -> new Delivery(one.id(), one.recipient(), one.story(), one.tries()))
                .toList();
    }

    @Override
    public void delivered(Delivery delivery, Instant at) throws StoreException {
        store.delivered(stored(delivery), at);
    }

    @Override
    public void failed(Delivery delivery, Instant at, String why) throws StoreException {
        store.failed(stored(delivery), at, why);
    }

    private static homelab.store.Delivery stored(Delivery one) {
        return new homelab.store.Delivery(one.id(), one.recipient(), one.story(), one.tries());
    }
}
