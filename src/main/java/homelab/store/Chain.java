package homelab.store;

import homelab.store.StoreException.Kind;
import homelab.store.Verdict.Head;
import homelab.store.Verdict.Problem;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The journal of one instance, read.
 *
 * @param id the instance's own; drawn once
 */
record Chain(String id) {
    /**
     * The one of this instance; empty before it was ever opened.
     *
     * @param instance empty where the database has but one
     */
    static Optional<Chain> own(JdbcClient jdbc, Optional<Instance> instance) {
        var found = instance.isPresent()
                ? jdbc.sql("SELECT id FROM instance WHERE id = :id")
                        .param("id", instance.get().id())
                : jdbc.sql("SELECT id FROM instance ORDER BY made_at, id LIMIT 1");
        return found.query(String.class).optional().map(Chain::new);
    }

    Head beginning() {
        return new Head(id, 0, Link.BEGINNING);
    }

    Head tail(JdbcClient jdbc) throws StoreException {
        var last = jdbc.sql("SELECT * FROM journal WHERE chain = :chain ORDER BY seq DESC LIMIT 1")
                .param("chain", id)
                .query(Link::of)
                .optional();
        if (last.isEmpty()) return beginning();
        return last.flatMap(Link::head)
                .orElseThrow(
                        () -> new StoreException(
                                Kind.BROKEN,
                                "could not read the journal: its last entry has no number; restore a backup of the data directory"));
    }

    /**
     * Compares the chain with the line that the head file holds. That it is longer is fine: a crash between commit and
     * head leaves it so.
     */
    Optional<Problem> problemWith(Optional<String> headLine, JdbcClient jdbc) throws StoreException {
        var tail = tail(jdbc);
        if (headLine.isEmpty())
            return tail.seq() == 0
                    ? Optional.empty()
                    : problem(
                            tail.seq(),
                            "the journal ends here, but the file journal-head that should say so is missing");
        var expected = HeadFile.parse(headLine.get());
        if (expected.isEmpty())
            return problem(tail.seq(), "the file journal-head is unreadable; the journal ends here");
        return problemWith(expected.get(), tail, jdbc);
    }

    private Optional<Problem> problemWith(Head expected, Head tail, JdbcClient jdbc) {
        if (!expected.chain().equals(id))
            return problem(
                    expected.seq(),
                    "journal-head names the chain " + expected.chain() + ", but this database writes the chain " + id);
        if (expected.equals(beginning())) return Optional.empty();
        var found = jdbc.sql("SELECT * FROM journal WHERE chain = :chain AND seq = :seq")
                .param("chain", id)
                .param("seq", expected.seq())
                .query(Link::of)
                .optional();
        if (found.isEmpty())
            return problem(
                    expected.seq(),
                    "journal-head says that it was written (hash " + expected.hash()
                            + "), but the journal ends with entry " + tail.seq());
        var hash = found.get().computedHash();
        return hash.equals(expected.hash()) && hash.equals(found.get().hash())
                ? Optional.empty()
                : problem(expected.seq(), "journal-head says its hash is " + expected.hash() + ", but it is " + hash);
    }

    private Optional<Problem> problem(long seq, String what) {
        return Optional.of(new Problem(id, seq, what));
    }
}
