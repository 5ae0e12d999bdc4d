package homelab.loop.report;

import homelab.model.Story;
import homelab.store.StoreException;
import java.time.Instant;
import java.util.List;

/** Stories on disk that wait for their recipients. */
public interface Outbox {
    /** Oldest first. */
    List<Delivery> undelivered(String recipient, int most) throws StoreException;

    void delivered(Delivery delivery, Instant at) throws StoreException;

    void failed(Delivery delivery, Instant at, String why) throws StoreException;

    /**
     * A story on its way to one recipient.
     *
     * @param tries that failed
     */
    record Delivery(long id, String recipient, Story story, int tries) {}
}
