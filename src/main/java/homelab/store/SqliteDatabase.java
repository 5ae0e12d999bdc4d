package homelab.store;

import static java.util.Objects.requireNonNull;

import homelab.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** One SQLite file: a single writing connection, and a reading one for each question. */
final class SqliteDatabase implements Database {
    static final String FILE = "homelab.db";

    private static final int BUSY_MILLIS = 5_000;
    private static final int LARGEST_WAL_LEFT_BEHIND = 16 << 20;

    private final Path file;
    private final Writer writer;
    private final Ballast ballast;

    private SqliteDatabase(Path file, SQLiteDataSource source) {
        this.file = file;
        // Its "begin" is deferred: it locks nothing until the first statement, which is a write.
        this.writer = new Writer(file.toString(), source::getConnection, new Failures(file));
        this.ballast = Ballast.in(requireNonNull(file.toAbsolutePath().getParent()), System::nanoTime);
    }

    private record Failures(Path file) implements Writer.Failures {
        @Override
        public StoreException of(String tried, Exception error) {
            return SqliteFailure.of(tried, file, error);
        }

        @Override
        public StoreException ofCommit(String tried, SQLException error) {
            return of(tried, error);
        }
    }

    /** Opens the file, made and migrated where needed. */
    static SqliteDatabase open(Path file) throws StoreException {
        try {
            // SQLite gives its side files the rights of this one.
            if (Files.notExists(file))
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            var source = writer(file);
            Migration.run(file.toString(), source);
            return new SqliteDatabase(file, source);
        } catch (IOException | RuntimeException e) {
            throw SqliteFailure.of("open the store", file, e);
        }
    }

    /** Reads a file that may or may not be in use, without a lock and without changing it. */
    static <T> T look(Path file, String tried, Work<T> work) throws StoreException {
        if (Files.notExists(file))
            throw new StoreException(
                    Kind.BROKEN,
                    "could not " + tried + ": there is no " + file
                            + "; name the agent's data directory in HOMELAB_DATA");
        return look(Files.exists(Path.of(file + "-wal")) ? reader(file) : still(file), file, tried, work);
    }

    private static <T> T look(SQLiteDataSource source, Path file, String tried, Work<T> work) throws StoreException {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            return work.on(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException | RuntimeException e) {
            throw SqliteFailure.of(tried, file, e);
        }
    }

    @Override
    public <T> T read(String tried, Work<T> work) throws StoreException {
        return look(reader(file), file, tried, work);
    }

    @Override
    public <T> T write(String tried, Work<T> work, Consumer<T> after) throws StoreException {
        try {
            return writer.write(tried, work, after);
        } catch (StoreException full) {
            if (!SqliteFailure.isFull(full) || !ballast.throwOff()) throw full;
            return writer.write(tried, work, after);
        }
    }

    @Override
    public Optional<String> shortage() {
        return ballast.shortage();
    }

    @Override
    public Duration lease() {
        return Lease.ALONE;
    }

    /** The lock on its directory keeps others away. */
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        writer.close();
    }

    private static SQLiteDataSource writer(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setJournalSizeLimit(LARGEST_WAL_LEFT_BEHIND);
        config.enforceForeignKeys(true);
        return source(file, config);
    }

    private static SQLiteDataSource reader(Path file) {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return source(file, config);
    }

    /**
     * For a file that nobody writes to: to read the write-ahead log, SQLite makes files beside it, and leaves them there.
     * sqlite.org/uri.html#uriimmutable
     */
    private static SQLiteDataSource still(Path file) {
        var source = reader(file);
        source.setUrl("jdbc:sqlite:file:" + file.toUri().getRawPath() + "?immutable=1");
        return source;
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        config.setBusyTimeout(BUSY_MILLIS);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
