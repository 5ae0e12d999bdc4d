package homelab.store;

import homelab.postgres.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a test of the store runs on. */
interface Backend {
    Store open(Path data, String owner, InstantSource clock, LongSupplier stopwatch) throws StoreException;

    Place place(Path data);

    /** A way into its rows around the store. */
    Connection connect(Path data) throws SQLException;

    Duration lease();

    default Store open(Path data, String owner, InstantSource clock) throws StoreException {
        return open(data, owner, clock, System::nanoTime);
    }

    default int sql(Path data, String statement) throws SQLException {
        try (var connection = connect(data);
                var s = connection.createStatement()) {
            return s.executeUpdate(statement);
        }
    }

    /** One file in the data directory. */
    record Sqlite() implements Backend {
        @Override
        public Store open(Path data, String owner, InstantSource clock, LongSupplier stopwatch) throws StoreException {
            return Store.open(data, owner, clock, stopwatch);
        }

        @Override
        public Place place(Path data) {
            return Place.in(data);
        }

        @Override
        public Connection connect(Path data) throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("homelab.db"));
        }

        @Override
        public Duration lease() {
            return Duration.ofMinutes(10);
        }
    }

    /** A database of its own on a real server. */
    record OnServer(Postgres server, String database) implements Backend {
        static OnServer fresh() {
            return new OnServer(Postgres.shared(), Postgres.shared().database());
        }

        PostgresUrl url() {
            return PostgresUrl.parse(server.url(database));
        }

        Contender contender(Path data, String machine, InstantSource clock, LongSupplier stopwatch)
                throws StoreException {
            return Contender.in(data, url(), machine, clock, stopwatch);
        }

        @Override
        public Store open(Path data, String owner, InstantSource clock, LongSupplier stopwatch) throws StoreException {
            try (var contender = contender(data, owner, clock, stopwatch)) {
                return switch (contender.attempt()) {
                    case Contender.Attempt.Taken taken -> taken.store();
                    case Contender.Attempt.Held held -> throw new AssertionError(held + " has the lease");
                };
            }
        }

        @Override
        public Place place(Path data) {
            return new Place(data, Optional.of(url()));
        }

        @Override
        public Connection connect(Path data) throws SQLException {
            return server.connect(database);
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(30);
        }
    }
}
