package homelab.store;

import homelab.store.StoreException.Kind;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The right to write and to act. Whoever takes it raises the epoch; each write of the one before then fails.
 *
 * @param epoch counts the owners there ever were
 */
record Lease(String owner, long epoch) {
    /** Where the data directory's lock keeps others away. */
    static final Duration ALONE = Duration.ofMinutes(10);

    /** Where another process stands by. */
    static final Duration SHARED = Duration.ofSeconds(30);

    /** What a lease outlasts the deadline of a call by that is begun under it. */
    static final Duration AFTER_A_CALL = Duration.ofSeconds(10);

    private static final String LOOP = "loop";

    /** The row as it stands, its times by the clock of its owner. */
    record Row(String owner, long epoch, Optional<Instant> renewed, Instant expires) {
        /** Not noted before schema 4, where each was of ten minutes. */
        Instant lastWrite() {
            return renewed.orElseGet(() -> expires.minus(ALONE));
        }

        Duration length() {
            return Duration.between(lastWrite(), expires);
        }
    }

    /** Empty in a new store. */
    static Optional<Row> row(JdbcClient jdbc) {
        return jdbc.sql("SELECT owner, epoch, renewed_at, expires_at FROM lease WHERE name = :name")
                .param("name", LOOP)
                .query((row, ignored) -> new Row(
                        row.getString("owner"),
                        row.getLong("epoch"),
                        time(row.getString("renewed_at")),
                        Instant.parse(row.getString("expires_at"))))
                .optional();
    }

    private static Optional<Instant> time(@Nullable String text) {
        return Optional.ofNullable(text).map(Instant::parse);
    }

    /** A lease that was taken, and the row that stood there before. */
    record Taken(Lease lease, Optional<Row> before) {}

    /** @param free whether it may be taken from the one who has it */
    static Taken take(JdbcClient jdbc, String owner, Predicate<Optional<Row>> free, Instant now, Instant expires)
            throws StoreException {
        var before = row(jdbc);
        var lease = new Lease(Column.of(owner), before.map(Row::epoch).orElse(0L) + 1);
        var taken = free.test(before) && (before.isEmpty() ? lease.insert(jdbc) : lease.replace(jdbc, before.get()));
        if (!taken)
            throw new StoreException(
                    Kind.LEASE_LOST, "could not take the lease as " + owner + ": another process was faster");
        lease.hold(jdbc, now, expires, OptionalLong.of(0));
        return new Taken(lease, before);
    }

    private boolean insert(JdbcClient jdbc) {
        return jdbc.sql("""
                        INSERT INTO lease (name, owner, epoch, expires_at) VALUES (:name, :owner, :epoch, '')
                        ON CONFLICT (name) DO NOTHING
                        """)
                        .param("name", LOOP)
                        .param("owner", owner)
                        .param("epoch", epoch)
                        .update()
                == 1;
    }

    private boolean replace(JdbcClient jdbc, Row before) {
        return jdbc.sql("""
                        UPDATE lease SET owner = :owner, epoch = :epoch
                        WHERE name = :name AND epoch = :before AND expires_at = :expires
                        """)
                        .param("name", LOOP)
                        .param("owner", owner)
                        .param("epoch", epoch)
                        .param("before", before.epoch())
                        .param("expires", Column.of(before.expires()))
                        .update()
                == 1;
    }

    /**
     * The first statement of every write: fails unless the lease is still this one, and renews it.
     *
     * @param turn the number of the turn that this writes; empty: it writes none
     */
    void hold(JdbcClient jdbc, Instant now, Instant expires, OptionalLong turn) throws StoreException {
        var held = jdbc.sql("""
                UPDATE lease SET renewed_at = :now, expires_at = :expires, turn = coalesce(:turn, turn)
                WHERE name = :name AND owner = :owner AND epoch = :epoch
                """)
                .param("now", Column.of(now))
                .param("expires", Column.of(expires))
                .param("turn", turn.isPresent() ? turn.getAsLong() : null, Types.BIGINT)
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

    /** The last turn that was written under the lease as it stands. */
    static long turn(JdbcClient jdbc) {
        return jdbc.sql("SELECT turn FROM lease WHERE name = :name")
                .param("name", LOOP)
                .query(Long.class)
                .single();
    }
}
