package homelab.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import homelab.store.StoreException.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database on a PostgreSQL server: a single writing connection, and a few for questions. */
final class PostgresDatabase implements Database {
    private static final int READERS = 4;

    /** Well within a lease, so that who hears nothing any more knows it while the lease still holds. */
    private static final Duration ANSWER = Duration.ofSeconds(8);

    private static final Duration LONG_ANSWER = Duration.ofMinutes(5);

    /**
     * A process that was stopped between two statements must not hold the lease's row against the one that takes over; and
     * what is acknowledged must be on disk.
     */
    private static final String SETTINGS = """
            SET idle_in_transaction_session_timeout = '8s';
            SET lock_timeout = '5s';
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """;

    private final PostgresUrl url;
    private final Writer writer;
    private final HikariDataSource readers;

    PostgresDatabase(PostgresUrl url) {
        this.url = url;
        this.writer = new Writer(url.toString(), () -> writing(source(url, ANSWER)), new PostgresFailure(url));
        this.readers = readers(url);
    }

    private static Connection writing(DataSource source) throws SQLException {
        var connection = source.getConnection();
        try (var settings = connection.createStatement()) {
            settings.execute(SETTINGS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static HikariDataSource readers(PostgresUrl url) {
        var config = new HikariConfig();
        config.setPoolName("readers");
        config.setDataSource(source(url, LONG_ANSWER));
        config.setReadOnly(true);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static DataSource source(PostgresUrl url, Duration answer) {
        var settings = new Properties();
        settings.putAll(url.options());
        settings.setProperty("user", url.user());
        url.password().ifPresent(password -> settings.setProperty("password", password.reveal()));
        settings.setProperty("ApplicationName", "homelab-agent");
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("socketTimeout", Long.toString(answer.toSeconds()));
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("defaultRowFetchSize", "500");
        var name = URLEncoder.encode(url.database(), StandardCharsets.UTF_8).replace("+", "%20");
        return new DriverManagerDataSource("jdbc:postgresql://" + url.hosts() + "/" + name, settings);
    }

    /** Reads by one short connection, from outside, whether an agent runs or not. */
    static <T> T look(PostgresUrl url, String tried, Work<T> work) throws StoreException {
        try (var connection = source(url, LONG_ANSWER).getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return work.on(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException | RuntimeException e) {
            throw new PostgresFailure(url).of(tried, e);
        }
    }

    /** False in a database that no agent was ever active in. */
    static boolean hasSchema(JdbcClient jdbc) {
        return jdbc.sql("SELECT to_regclass('lease') IS NOT NULL")
                .query(Boolean.class)
                .single();
    }

    /** Brings it to the schema of this version. Two that do so at once wait for each other. */
    void migrate() throws StoreException {
        try {
            Migration.run(url.toString(), source(url, LONG_ANSWER));
        } catch (RuntimeException e) {
            throw new PostgresFailure(url).of("open the store", e);
        }
    }

    @Override
    public <T> T read(String tried, Work<T> work) throws StoreException {
        try {
            return readOnce(tried, work);
        } catch (StoreException e) {
            // A connection that lay in the pool may have died there: then it is the work that fails, not the borrowing.
            if (e.kind() != Kind.UNWRITABLE || !(e.getCause() instanceof RuntimeException)) throw e;
            return readOnce(tried, work);
        }
    }

    private <T> T readOnce(String tried, Work<T> work) throws StoreException {
        try (var connection = readers.getConnection()) {
            return work.on(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException | RuntimeException e) {
            throw new PostgresFailure(url).of(tried, e);
        }
    }

    @Override
    public <T> T write(String tried, Work<T> work, Consumer<T> after) throws StoreException {
        return writer.write(tried, work, after);
    }

    /** Its server's disk is its owner's. */
    @Override
    public Optional<String> shortage() {
        return Optional.empty();
    }

    @Override
    public Duration lease() {
        return Lease.SHARED;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
