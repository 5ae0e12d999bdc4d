package homelab.store;

import homelab.model.Text;
import homelab.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/** What PostgreSQL's errors mean for the one who runs the agent. */
record PostgresFailure(PostgresUrl url) implements Writer.Failures {
    private static final int LONGEST = 300;

    /** @throws RuntimeException the error itself, when it is a bug and not the database */
    @Override
    public StoreException of(String tried, Exception error) {
        if (error instanceof StoreException known) return known;
        var sql = Stream.iterate((Throwable) error, e -> e != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .reduce((outer, inner) -> inner);
        if (sql.isEmpty() && error instanceof RuntimeException bug && !(bug instanceof FlywayException)) throw bug;
        var start = "could not " + tried + " in " + url + ": ";
        var end = " ("
                + Text.harmless(String.valueOf(sql.map(Throwable::getMessage).orElse(error.toString())), LONGEST) + ")";
        return of(sql.map(e -> String.valueOf(e.getSQLState())), start, end, error);
    }

    /** By class and code; Flyway alone complains without one. postgresql.org/docs/current/errcodes-appendix.html */
    private static StoreException of(Optional<String> state, String start, String end, Exception error) {
        var code = state.orElse("");
        var kind = code.substring(0, Math.min(2, code.length()));
        if (kind.equals("23"))
            throw new IllegalArgumentException(start + "it breaks a rule of the schema" + end, error);
        if (code.equals("53100"))
            return new StoreException(Kind.UNWRITABLE, start + "its disk is full; free some space there" + end, error);
        if (code.equals("25006"))
            return new StoreException(
                    Kind.UNWRITABLE, start + "it takes no writes, as a replica does; name the primary" + end, error);
        if (kind.equals("28"))
            return new StoreException(
                    Kind.REFUSED,
                    start + "it does not let this user in; look at user and password in HOMELAB_DATABASE_URL, and at"
                            + " the server's pg_hba.conf" + end,
                    error);
        if (code.equals("3D000"))
            return new StoreException(
                    Kind.REFUSED, start + "there is no such database; make it with createdb" + end, error);
        if (code.equals("42501"))
            return new StoreException(
                    Kind.REFUSED,
                    start + "the user may not do that; make it the owner of a database of the agent's own" + end,
                    error);
        if (mayPass(code, kind))
            return new StoreException(
                    Kind.UNWRITABLE,
                    start + "it does not answer; look whether it runs, and whether it can be reached from here" + end,
                    error);
        return new StoreException(
                Kind.BROKEN,
                start + "it is not as the agent left it; give the agent a database of its own, or restore a backup"
                        + end,
                error);
    }

    private static boolean mayPass(String code, String kind) {
        return switch (kind) {
            case "nu", "08", "53", "55", "57", "40", "58" -> true;
            default -> code.equals("25P03");
        };
    }

    /** Only an answer that says so means that it was rolled back; all else may be a commit whose answer was lost. */
    @Override
    public StoreException ofCommit(String tried, SQLException error) {
        var state = String.valueOf(error.getSQLState());
        if (Stream.of("23", "25", "40", "53").anyMatch(state::startsWith)) return of(tried, error);
        return new StoreException(
                Kind.UNKNOWN,
                "could not " + tried + " in " + url
                        + ": the connection was lost before the answer, so whether it was written is still to be seen"
                        + " (" + Text.harmless(String.valueOf(error.getMessage()), LONGEST) + ")",
                error);
    }
}
