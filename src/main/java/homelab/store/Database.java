package homelab.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the store's rows are. */
sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
    /** Reads one consistent state, from any thread, without waiting for the writer. */
    <T> T read(String tried, Work<T> work) throws StoreException;

    /**
     * Writes all or nothing.
     *
     * @param after what follows once it is on disk, before anyone else writes
     */
    <T> T write(String tried, Work<T> work, Consumer<T> after) throws StoreException;

    /** Why it may soon not be writable any more; empty while there is no such reason. */
    Optional<String> shortage();

    /** How long the right to write and to act lasts after each write. */
    Duration lease();

    /** True where another process may stand by, which must hear of this one again and again. */
    boolean isShared();

    @Override
    void close();
}
