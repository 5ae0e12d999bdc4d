package homelab.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The one connection of this process that writes, opened when it is needed, thrown away when it is in doubt. */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** Opens a connection. */
    @FunctionalInterface
    interface Source {
        Connection open() throws SQLException;
    }

    /** What an error means; a bug is thrown as it is. */
    interface Failures {
        StoreException of(String tried, Exception error);

        /** The same, when it came in place of the answer to a commit. */
        StoreException ofCommit(String tried, SQLException error);
    }

    private final String name;
    private final Source source;
    private final Failures failures;
    private final ReentrantLock writing = new ReentrantLock();
    private Optional<Connection> open = Optional.empty();
    private boolean closed;

    /** @param name of the database, for people */
    Writer(String name, Source source, Failures failures) {
        this.name = name;
        this.source = source;
        this.failures = failures;
    }

    <T> T write(String tried, Work<T> work, Consumer<T> after) throws StoreException {
        writing.lock();
        var committed = false;
        try {
            var connection = connection();
            var result = work.on(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            commit(tried, connection);
            committed = true;
            after.accept(result);
            return result;
        } catch (SQLException | RuntimeException e) {
            throw failures.of(tried, e);
        } finally {
            if (!committed) rollBack();
            writing.unlock();
        }
    }

    private void commit(String tried, Connection connection) throws StoreException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failures.ofCommit(tried, e);
        }
    }

    private Connection connection() throws SQLException {
        if (closed) throw new IllegalStateException("the store in " + name + " was closed before this write");
        if (open.isEmpty()) {
            var connection = source.open();
            connection.setAutoCommit(false);
            open = Optional.of(connection);
        }
        return open.get();
    }

    /**
     * When the disk is full, SQLite may roll back by itself; the driver's own rollback then fails and leaves the
     * connection without a transaction, where each statement would count at once. Such a connection is thrown away.
     */
    private void rollBack() {
        if (open.isEmpty()) return;
        try {
            open.get().rollback();
        } catch (SQLException e) {
            LOG.debug("rollback in {}; a new connection follows", name, e);
            disconnect();
        }
    }

    private void disconnect() {
        try {
            if (open.isPresent()) open.get().close();
        } catch (SQLException e) {
            LOG.warn("could not close {}; what was committed is safe", name, e);
        }
        open = Optional.empty();
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
}
