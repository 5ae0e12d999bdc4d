package homelab.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a store is.
 *
 * @param directory of this instance, also where its rows are on a server
 * @param server empty: the rows are in the directory too
 */
public record Place(Path directory, Optional<PostgresUrl> server) {
    /** An embedded one. */
    public static Place in(Path directory) {
        return new Place(directory, Optional.empty());
    }

    /** Reads from outside, whether an agent runs or not, without a lock and without changing anything. */
    <T> T look(String tried, Work<T> work) throws StoreException {
        return server.isPresent()
                ? PostgresDatabase.look(server.get(), tried, work)
                : SqliteDatabase.look(directory.resolve(SqliteDatabase.FILE), tried, work);
    }
}
