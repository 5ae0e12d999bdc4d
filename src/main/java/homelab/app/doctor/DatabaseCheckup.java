package homelab.app.doctor;

import homelab.integration.Check;
import homelab.integration.Checkup;
import homelab.store.PostgresUrl;
import homelab.store.StoreException;
import homelab.store.Survey;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Looks at the PostgreSQL database: whether it can be reached and used, what it promises, and who is active. */
public record DatabaseCheckup(PostgresUrl url) implements Checkup {
    @Override
    public String part() {
        return part(url);
    }

    static String part(PostgresUrl url) {
        return "database " + url;
    }

    @Override
    public Check late() {
        return Check.problem(
                "the rest",
                "the server did not answer in time",
                "look whether it runs, and whether a firewall lies between; without it nothing is done");
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        try {
            tell(Survey.of(url), checks);
        } catch (StoreException e) {
            checks.accept(Sentences.problem("reach", String.valueOf(e.getMessage())));
        }
    }

    static void tell(Survey survey, Consumer<Check> checks) {
        checks.accept(Check.ok("reach", "PostgreSQL " + survey.version()));
        checks.accept(
                survey.replica()
                        ? Check.problem(
                                "writing",
                                "it is a replica, which takes no writes",
                                "name the primary in HOMELAB_DATABASE_URL")
                        : rights(survey));
        checks.accept(
                survey.durable()
                        ? Check.ok("disk", "what it acknowledges is on its disk")
                        : Check.problem(
                                "disk",
                                "fsync is off: after a power cut the agent may not know what it did",
                                "fsync = on in postgresql.conf"));
        if (!survey.encrypted())
            checks.accept(Check.advice(
                    "encryption",
                    "others on the way to it can read along",
                    "let the server speak TLS and add ?sslmode=verify-full to the address; not needed where the network"
                            + " between is trusted"));
        checks.accept(Check.ok("active", active(survey)));
    }

    private static Check rights(Survey survey) {
        return survey.mayWrite()
                ? Check.ok("writing", "this user may")
                : Check.problem(
                        "writing",
                        "this user may not make or change the agent's tables",
                        "make it the owner of the database: ALTER DATABASE … OWNER TO …");
    }

    private static String active(Survey survey) {
        return survey.active()
                .map(one -> one.owner() + ", which "
                        + (one.released() ? "stopped" : "wrote last") + " at "
                        + one.lastWrite().truncatedTo(ChronoUnit.SECONDS))
                .orElse("none ever was");
    }
}
