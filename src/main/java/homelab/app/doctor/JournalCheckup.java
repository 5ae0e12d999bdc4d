package homelab.app.doctor;

import homelab.cli.Cli;
import homelab.integration.Check;
import homelab.integration.Checkup;
import homelab.store.Store;
import homelab.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Looks whether the journal is whole. */
public record JournalCheckup(Path data) implements Checkup {

    @Override
    public String part() {
        return DataCheckup.part(data);
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        if (Files.exists(data.resolve("homelab.db"))) checks.accept(check());
    }

    private Check check() {
        try {
            var verdict = Store.verifyJournal(data);
            if (verdict.isSound()) return Check.ok("journal", "sound, " + verdict.count() + " entries");
            var first = verdict.problems().getFirst();
            return Check.problem(
                    "journal",
                    "not sound, " + first
                            + (verdict.problems().size() == 1
                                    ? ""
                                    : ", and " + (verdict.problems().size() - 1) + " more"),
                    Cli.command("journal verify") + " shows all of it; find out who wrote to the data directory");
        } catch (StoreException e) {
            return Sentences.problem("journal", String.valueOf(e.getMessage()));
        }
    }
}
