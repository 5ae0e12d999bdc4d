package homelab.app.doctor;

import homelab.cli.Agent;
import homelab.cli.Cli;
import homelab.cli.Problem;
import homelab.cli.Reach;
import homelab.integration.Check;
import homelab.integration.Checkup;
import homelab.store.Holder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Looks whether an agent runs on the data directory, and what it says of itself.
 *
 * @param mayStandBy whether one that opens no door may wait for another to end
 */
public record AgentCheckup(Reach reach, Path locks, boolean mayStandBy) implements Checkup {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String NO_STATUS =
            "its answer has no state; is it an agent of another version, or not DASHBOARD_PORT's?";

    @Override
    public String part() {
        return "agent";
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        if (Files.exists(reach.data().resolve("pause")))
            checks.accept(
                    Check.advice("pause", "it does nothing while the file pause is there", Cli.command("resume")));
        var agent = new Agent(reach, PATIENCE);
        var holder = Holder.of(reach.data(), locks);
        if (!agent.isAnybodyThere()) {
            checks.accept(absent(holder, agent.address()));
            return;
        }
        if (holder instanceof Holder.Nobody) {
            checks.accept(stranger(agent.address()));
            return;
        }
        try {
            probe(agent, "/livez", checks);
            probe(agent, "/readyz", checks);
            status(agent.get("/api/status"), checks);
        } catch (Problem problem) {
            checks.accept(Sentences.problem("answer", String.valueOf(problem.getMessage())));
        }
    }

    private Check absent(Holder holder, String address) {
        return switch (holder) {
            case Holder.Someone someone -> mayStandBy ? standingBy(someone, address) : silent(someone, address);
            case Holder.Nobody ignored ->
                Check.ok(
                        "answer", "none is seen to run: nobody listens at " + address + " or holds the data directory");
            case Holder.Unseen unseen ->
                Check.unknown("answer", "nobody listens at " + address + "; " + unseen.why(), Cli.command("status"));
        };
    }

    private static Check standingBy(Holder.Someone someone, String address) {
        return Check.ok(
                "answer",
                "process " + someone.pid() + " holds the data directory and opens no door at " + address
                        + ": it stands by, or waits for the database");
    }

    private static Check silent(Holder.Someone someone, String address) {
        return Check.problem(
                "answer",
                "process " + someone.pid() + " holds the data directory, but nobody listens at " + address,
                "see its log; is it about to start, or does it listen elsewhere (DASHBOARD_HOST, DASHBOARD_PORT)?");
    }

    /** It gets neither questions nor the token. */
    private Check stranger(String address) {
        return Check.problem(
                "answer",
                "somebody listens at " + address + ", but nobody holds the data directory "
                        + reach.data().toAbsolutePath().normalize(),
                "name the agent's own directory in HOMELAB_DATA; where none runs, another program has its port:"
                        + " give it another in DASHBOARD_PORT");
    }

    private static void probe(Agent agent, String path, Consumer<Check> checks) {
        var answer = agent.get(path);
        if (answer.isDone())
            checks.accept(Check.ok(path.substring(1), answer.fields().shown("status")));
        else checks.accept(Sentences.problem(path.substring(1), answer.fields().shown("error")));
    }

    private static String open(long incidents) {
        return incidents == 1 ? "1 incident" : incidents + " incidents";
    }

    private static void status(Agent.Answer answer, Consumer<Check> checks) {
        var status = answer.fields();
        if (!answer.isDone() || status.text("state").isEmpty()) {
            checks.accept(Sentences.problem("status", status.text("error").orElse(NO_STATUS)));
            return;
        }
        checks.accept(Check.ok(
                "status",
                status.shown("state") + ", mode " + status.shown("mode") + ", " + open(status.number("openIncidents"))
                        + " open, version " + status.shown("version")));
        for (var source : status.list("sources"))
            checks.accept(
                    source.shown("state").equals("SEEN")
                            ? Check.ok("source", source.shown("name") + " is seen")
                            : Check.problem(
                                    "source",
                                    source.shown("name") + " cannot be seen: " + source.shown("reason"),
                                    "see what is said of it below"));
    }
}
