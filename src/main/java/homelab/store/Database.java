package homelab.store;

import homelab.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** One SQLite file: a single writing connection, and a reading one for each question. */
final class Database implements AutoCloseable {
    static final String FILE = "homelab.db";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int BUSY_MILLIS = 5_000;
    private static final int LARGEST_WAL_LEFT_BEHIND = 16 << 20;

    private final Path file;
    private final SQLiteDataSource source;
    private final ReentrantLock writing = new ReentrantLock();
    private Optional<Connection> writer = Optional.empty();
    private boolean closed;

    private Database(Path file, SQLiteDataSource source) {
        this.file = file;
        this.source = source;
    }

    /** Opens the file, made and migrated where needed. */
    static Database open(Path file) throws StoreException {
        try {
            // SQLite gives its side files the rights of this one.
            if (Files.notExists(file))
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            var source = writer(file);
            Migration.run(file, source);
            return new Database(file, source);
        } catch (IOException | RuntimeException e) {
            throw Failure.of("open the store", file, e);
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
            throw Failure.of(tried, file, e);
        }
    }

    /** Reads one consistent state, from any thread, without waiting for the writer. */
    <T> T read(String tried, Work<T> work) throws StoreException {
        return look(reader(file), file, tried, work);
    }

    /**
     * Writes all or nothing.
     *
     * @param after what follows once it is on disk, before anyone else writes
     */
    <T> T write(String tried, Work<T> work, Consumer<T> after) throws StoreException {
        writing.lock();
        var committed = false;
        try {
            var connection = writer();
            var result = work.on(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            connection.commit();
            committed = true;
            after.accept(result);
            return result;
        } catch (SQLException | RuntimeException e) {
            throw Failure.of(tried, file, e);
        } finally {
            if (!committed) rollBack();
            writing.unlock();
        }
    }

    private Connection writer() throws SQLException {
        if (closed) throw new IllegalStateException("the store in " + file + " was closed before this write");
        if (writer.isEmpty()) {
            var connection = source.getConnection();
            // Its "begin" is deferred: it locks nothing until the first statement, which is a write.
            connection.setAutoCommit(false);
            writer = Optional.of(connection);
        }
        return writer.get();
    }

    /**
     * When the disk is full, SQLite may roll back by itself; the driver's own rollback then fails and leaves the
     * connection without a transaction, where each statement would count at once. Such a connection is thrown away.
     */
    private void rollBack() {
        if (writer.isEmpty()) return;
        try {
            writer.get().rollback();
        } catch (SQLException e) {
            LOG.debug("rollback in {}; a new connection follows", file, e);
            disconnect();
        }
    }

    private void disconnect() {
        try {
            if (writer.isPresent()) writer.get().close();
        } catch (SQLException e) {
            LOG.warn("could not close {}; what was committed is safe", file, e);
        }
        writer = Optional.empty();
    }

    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
            disconnect();
        } finally {
            writing.unlock();
        }
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
