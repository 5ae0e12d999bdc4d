package homelab.store;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a PostgreSQL database says of itself, as far as the agent depends on it.
 *
 * @param replica it takes no writes
 * @param mayWrite this user may make tables, or has made them
 * @param durable what is acknowledged is on disk
 * @param encrypted nobody on the way reads along
 * @param active who holds the lease, and when it wrote last by its own clock; empty before an agent was ever active
 */
public record Survey(
        String version,
        boolean replica,
        boolean mayWrite,
        boolean durable,
        boolean encrypted,
        Optional<Active> active) {
    /** An agent that holds the lease, or gave it up. */
    public record Active(String owner, Instant lastWrite, boolean released) {}

    public static Survey of(PostgresUrl url) throws StoreException {
        return PostgresDatabase.look(url, "look around", Survey::of);
    }

    private static Survey of(JdbcClient jdbc) throws StoreException {
        var schema = PostgresDatabase.hasSchema(jdbc);
        var mayWrite = schema
                ? "SELECT has_table_privilege('lease', 'UPDATE') AND has_table_privilege('journal', 'INSERT')"
                : "SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)";
        return new Survey(
                text(jdbc, "SHOW server_version"),
                is(jdbc, "SELECT pg_is_in_recovery()"),
                is(jdbc, mayWrite),
                text(jdbc, "SHOW fsync").equals("on"),
                is(jdbc, "SELECT coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)")
                        || is(jdbc, "SELECT coalesce(inet_server_addr() <<= inet '127.0.0.0/8', true)"),
                schema
                        ? Lease.row(jdbc)
                                .map(row -> new Active(
                                        row.owner(),
                                        row.lastWrite(),
                                        row.length().isZero()))
                        : Optional.empty());
    }

    private static String text(JdbcClient jdbc, String question) {
        return jdbc.sql(question).query(String.class).single();
    }

    private static boolean is(JdbcClient jdbc, String question) {
        return jdbc.sql(question).query(Boolean.class).single();
    }
}
