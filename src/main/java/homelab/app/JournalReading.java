package homelab.app;

import homelab.cli.JournalVerdict;
import homelab.cli.Problem;
import homelab.store.Store;
import homelab.store.StoreException;
import homelab.store.Verdict;
import java.nio.file.Path;

/** Checks the journal from outside, whether the agent runs or not. */
final class JournalReading {
    private JournalReading() {}

    static JournalVerdict of(Path data) {
        try {
            var verdict = Store.verifyJournal(data);
            return new JournalVerdict(
                    verdict.count(),
                    verdict.head().hash(),
                    verdict.problems().stream().map(Verdict.Problem::toString).toList());
        } catch (StoreException e) {
            throw new Problem(String.valueOf(e.getMessage()));
        }
    }
}
