package homelab.app.doctor;

import homelab.cli.Cli;
import homelab.integration.Check;
import homelab.integration.Checkup;
import homelab.store.Place;
import homelab.store.Store;
import homelab.store.StoreException;
import java.nio.file.Files;
import java.util.function.Consumer;

/** Looks whether the journal is whole. */
public record JournalCheckup(Place store) implements Checkup {

    @Override
    public String part() {
        return store.server().map(DatabaseCheckup::part).orElseGet(() -> DataCheckup.part(store.directory()));
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        if (store.server().isPresent() || Files.exists(store.directory().resolve("homelab.db"))) checks.accept(check());
    }

    private Check check() {
        try {
            var verdict = Store.verifyJournal(store);
            if (verdict.isSound()) return Check.ok("journal", "sound, " + verdict.count() + " entries");
            var first = verdict.problems().getFirst();
            return Check.problem(
                    "journal",
                    "not sound, " + first
                            + (verdict.problems().size() == 1
                                    ? ""
                                    : ", and " + (verdict.problems().size() - 1) + " more"),
                    Cli.command("journal verify") + " shows all of it; find out who wrote to the store");
        } catch (StoreException e) {
            return Sentences.problem("journal", String.valueOf(e.getMessage()));
        }
    }
}
