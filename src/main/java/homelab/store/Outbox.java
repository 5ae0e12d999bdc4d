package homelab.store;

import homelab.model.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stories on their way to people, each recipient's in the order in which they were told. */
final class Outbox {
    private Outbox() {}

    static final Duration KEPT = Duration.ofDays(30);

    static void add(JdbcClient jdbc, List<Story> stories, List<String> recipients) {
        if (stories.isEmpty() || recipients.isEmpty()) return;
        var id = jdbc.sql("SELECT coalesce(max(id), 0) FROM outbox")
                .query(Long.class)
                .single();
        for (var story : stories)
            for (var recipient : recipients)
                jdbc.sql(
                                "INSERT INTO outbox (id, recipient, incident, doc, tries) VALUES (:id, :to, :incident, :doc, 0)")
                        .param("id", ++id)
                        .param("to", Column.of(recipient))
                        .param("incident", story.incident().number())
                        .param("doc", Json.write(story))
                        .update();
    }

    static List<Delivery> undelivered(JdbcClient jdbc, String recipient, int most) throws StoreException {
        record Waiting(long id, String doc, int tries) {}
        var rows = jdbc.sql("""
                SELECT id, doc, tries FROM outbox WHERE recipient = :to AND delivered_at IS NULL
                ORDER BY id LIMIT :most
                """)
                .param("to", Column.of(recipient))
                .param("most", most)
                .query((row, ignored) -> new Waiting(row.getLong("id"), row.getString("doc"), row.getInt("tries")))
                .list();
        var deliveries = new ArrayList<Delivery>(rows.size());
        for (var row : rows)
            deliveries.add(new Delivery(
                    row.id(), recipient, Json.read(Story.class, "outbox " + row.id(), row.doc()), row.tries()));
        return deliveries;
    }

    static int delivered(JdbcClient jdbc, Delivery delivery, Instant at) {
        return jdbc.sql("UPDATE outbox SET delivered_at = :at WHERE id = :id")
                .param("at", Column.of(at))
                .param("id", delivery.id())
                .update();
    }

    static int failed(JdbcClient jdbc, Delivery delivery, Instant at, String why) {
        return jdbc.sql("UPDATE outbox SET tries = tries + 1, last_try_at = :at, last_failure = :why WHERE id = :id")
                .param("at", Column.of(at))
                .param("why", Column.of(why))
                .param("id", delivery.id())
                .update();
    }

    /** Drops what was delivered long ago, but never the newest: the next id is counted from it. */
    static void prune(JdbcClient jdbc, Instant now) {
        jdbc.sql("DELETE FROM outbox WHERE delivered_at < :before AND id < (SELECT max(id) FROM outbox)")
                .param("before", Column.of(now.minus(KEPT)))
                .update();
    }
}
