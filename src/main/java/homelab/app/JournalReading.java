package homelab.app;

import homelab.cli.JournalVerdict;
import homelab.cli.Problem;
import homelab.store.Place;
import homelab.store.Store;
import homelab.store.StoreException;
import homelab.store.Verdict;

/** Checks the journal from outside, whether the agent runs or not. */
final class JournalReading {
    private JournalReading() {}

    static JournalVerdict of(Place store) {
        try {
            var verdict = Store.verifyJournal(store);
            return new JournalVerdict(
                    verdict.count(),
                    verdict.head().hash(),
                    verdict.problems().stream().map(Verdict.Problem::toString).toList());
        } catch (StoreException e) {
            throw new Problem(String.valueOf(e.getMessage()));
        }
    }
}
