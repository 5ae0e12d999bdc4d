package homelab.store;

import homelab.store.StoreException.Kind;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean for the one who runs the agent. */
final class SqliteFailure {
    private SqliteFailure() {}

    /** Extended codes carry the plain one in their lowest byte: sqlite.org/rescode.html#primary_result_codes_versus_extended_result_codes */
    private static final int PLAIN = 0xff;

    /**
     * @param tried as in "could not …"
     * @throws RuntimeException the error itself, when it is a bug and not the disk
     */
    static StoreException of(String tried, Path database, Exception error) {
        if (error instanceof StoreException known) return known;
        var unloadable = causes(error).anyMatch(NativeLibraryNotFoundException.class::isInstance);
        if (unloadable)
            return new StoreException(
                    Kind.UNWRITABLE,
                    "could not " + tried + " in " + database + ": SQLite's own library cannot be loaded from "
                            + System.getProperty("java.io.tmpdir") + "; that directory must be there, writable and not"
                            + " mounted noexec, or name another: HOMELAB_JAVA_OPTS=-Djava.io.tmpdir=/some/directory",
                    error);
        var sqlite = causes(error)
                .filter(SQLiteException.class::isInstance)
                .map(SQLiteException.class::cast)
                .findFirst();
        // Flyway alone complains without SQLite having failed: when the schema is not the one that it made.
        if (sqlite.isEmpty() && error instanceof RuntimeException bug && !(bug instanceof FlywayException)) throw bug;
        var start = "could not " + tried + " in " + database + ": ";
        var end = " (" + sqlite.map(Exception::getMessage).orElse(error.toString()) + ")";
        return switch (sqlite.map(e -> plain(e.getResultCode())).orElse(SQLiteErrorCode.SQLITE_ERROR)) {
            case SQLITE_FULL ->
                new StoreException(Kind.UNWRITABLE, start + "the disk is full; free some space" + end, error);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new StoreException(Kind.UNWRITABLE, start + "another program is writing to it; end it" + end, error);
            case SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PERM ->
                new StoreException(
                        Kind.UNWRITABLE,
                        start + "the file cannot be used; look at its disk, its owner and its rights" + end,
                        error);
            case SQLITE_CONSTRAINT ->
                throw new IllegalArgumentException(start + "it breaks a rule of the schema" + end, error);
            default ->
                new StoreException(
                        Kind.BROKEN,
                        start + "it cannot be understood; restore a backup of the data directory" + end,
                        error);
        };
    }

    static boolean isFull(StoreException failure) {
        return causes(failure)
                .filter(SQLiteException.class::isInstance)
                .map(SQLiteException.class::cast)
                .anyMatch(error -> plain(error.getResultCode()) == SQLiteErrorCode.SQLITE_FULL);
    }

    private static Stream<Throwable> causes(Exception error) {
        return Stream.iterate((Throwable) error, e -> e != null, Throwable::getCause);
    }

    private static SQLiteErrorCode plain(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & PLAIN);
    }
}
