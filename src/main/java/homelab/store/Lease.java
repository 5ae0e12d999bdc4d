package homelab.store;

import homelab.store.StoreException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The right to write and to act. Whoever takes it raises the epoch; each write of the one before then fails.
 *
 * @param epoch counts the owners there ever were
 */
record Lease(String owner, long epoch) {
    static final Duration LENGTH = Duration.ofMinutes(10);

    private static final String LOOP = "loop";

    /** When the owner before wrote last; empty in a new store. */
    static Optional<Instant> lastWrite(JdbcClient jdbc) {
        return jdbc.sql("SELECT expires_at FROM lease WHERE name = :name")
                .param("name", LOOP)
                .query(String.class)
                .optional()
                .map(expires -> Instant.parse(expires).minus(LENGTH));
    }

    static Lease take(JdbcClient jdbc, String owner, Instant now) {
        jdbc.sql("""
                INSERT INTO lease (name, owner, epoch, expires_at) VALUES (:name, :owner, 1, :expires)
                ON CONFLICT (name) DO UPDATE SET
                    owner = excluded.owner, epoch = lease.epoch + 1, expires_at = excluded.expires_at
                """)
                .param("name", LOOP)
                .param("owner", Column.of(owner))
                .param("expires", Column.of(now.plus(LENGTH)))
                .update();
        var epoch = jdbc.sql("SELECT epoch FROM lease WHERE name = :name")
                .param("name", LOOP)
                .query(Long.class)
                .single();
        return new Lease(Column.of(owner), epoch);
    }

    /** The first statement of every write: fails unless the lease is still this one, and renews it. */
    void hold(JdbcClient jdbc, Instant expires) throws StoreException {
        var held = jdbc.sql(
                        "UPDATE lease SET expires_at = :expires WHERE name = :name AND owner = :owner AND epoch = :epoch")
                .param("expires", Column.of(expires))
                .param("name", LOOP)
                .param("owner", owner)
                .param("epoch", epoch)
                .update();
        if (held != 1)
            throw new StoreException(
                    Kind.LEASE_LOST,
                    "could not write as " + owner + " in epoch " + epoch
                            + ": another process has taken the lease since; this one must stop");
    }
}
