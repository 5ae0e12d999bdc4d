package homelab.store;

import homelab.store.Verdict.Head;
import homelab.store.Verdict.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Walks every chain from its beginning and compares the end with the head file. */
final class JournalCheck {
    private static final int MOST_PROBLEMS = 100;

    private final List<Problem> problems = new ArrayList<>();
    private long count;
    private Head last = new Head("", 0, Link.BEGINNING);

    private JournalCheck() {}

    /** Works while the agent runs and while it does not. */
    static Verdict of(Place place) throws StoreException {
        // First the head, then the database: what is committed meanwhile only makes the chain longer.
        var headLine = HeadFile.in(place.directory()).read();
        if (place.server().isEmpty())
            return place.look(
                    "verify the journal", jdbc -> new JournalCheck().verdict(jdbc, Optional.empty(), headLine));
        var instance = Instance.of(place.directory());
        return place.look(
                "verify the journal",
                jdbc -> PostgresDatabase.hasSchema(jdbc)
                        ? new JournalCheck().verdictAmongOthers(jdbc, instance, headLine)
                        : new Verdict(0, new Head("", 0, Link.BEGINNING), List.of()));
    }

    /** Who was never active has no chain, and others have: that is no problem. */
    private Verdict verdictAmongOthers(JdbcClient jdbc, Optional<Instance> instance, Optional<String> headLine)
            throws StoreException {
        var mute = headLine.isEmpty()
                && (instance.isEmpty() || Chain.own(jdbc, instance).isEmpty());
        if (!mute) return verdict(jdbc, instance.or(() -> Optional.of(new Instance(""))), headLine);
        checkAll(jdbc);
        return new Verdict(count, new Head("", 0, Link.BEGINNING), problems);
    }

    private void checkAll(JdbcClient jdbc) {
        jdbc.sql("SELECT * FROM journal ORDER BY chain, seq").query((RowCallbackHandler) row -> check(Link.of(row, 0)));
    }

    private Verdict verdict(JdbcClient jdbc, Optional<Instance> instance, Optional<String> headLine)
            throws StoreException {
        checkAll(jdbc);
        var own = Chain.own(jdbc, instance);
        if (own.isEmpty()) {
            if (count > 0 || headLine.isPresent())
                add(new Problem("", 0, "the database no longer says which instance writes this journal"));
            return new Verdict(count, new Head("", 0, Link.BEGINNING), problems);
        }
        own.get().problemWith(headLine, jdbc).ifPresent(this::add);
        return new Verdict(count, own.get().tail(jdbc), problems);
    }

    private void check(Link link) {
        count++;
        if (!link.chain().equals(last.chain())) last = new Chain(link.chain()).beginning();
        if (link.number().isEmpty()) {
            add(new Problem(link.chain(), last.seq() + 1, "after the entry before it stands one without a number"));
            return;
        }
        var seq = link.number().getAsLong();
        checkPlace(link, seq);
        if (!link.computedHash().equals(link.hash()))
            add(new Problem(link.chain(), seq, "it was changed after it was written"));
        else if (link.what().equals(Journal.BROKEN))
            add(new Problem(link.chain(), seq, "at " + link.at() + " the agent found this: " + link.text()));
        last = new Head(link.chain(), seq, link.hash());
    }

    private void checkPlace(Link link, long seq) {
        var expected = last.seq() + 1;
        if (seq < expected) add(new Problem(link.chain(), seq, "it stands before the beginning"));
        else if (seq == expected + 1) add(new Problem(link.chain(), expected, "it is missing"));
        else if (seq > expected)
            add(new Problem(link.chain(), expected, "it and all up to " + (seq - 1) + " are missing"));
        else if (!link.prevHash().equals(last.hash()))
            add(new Problem(link.chain(), seq, "it does not follow the entry before it: one of the two was changed"));
    }

    private void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) problems.add(problem);
    }
}
