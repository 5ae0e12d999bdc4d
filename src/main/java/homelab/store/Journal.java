package homelab.store;

import homelab.model.JournalEntry;
import homelab.store.Verdict.Head;
import java.io.IOException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The chain this instance appends to. Used by one thread at a time, within the writer's lock. */
final class Journal {
    /** The entry that says that entries were lost or changed. A check reports each for ever. */
    static final String BROKEN = "journal-broken";

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Chain chain;
    private final HeadFile file;
    private Optional<String> headLine;
    private boolean headWritable = true;

    private Journal(Chain chain, HeadFile file, Optional<String> headLine) {
        this.chain = chain;
        this.file = file;
        this.headLine = headLine;
    }

    static Journal open(JdbcClient jdbc, Optional<Instance> instance, HeadFile file, Instant now)
            throws StoreException {
        var chain = Chain.own(jdbc, instance)
                .orElseGet(() -> begin(
                        jdbc,
                        instance.map(Instance::id)
                                .orElseGet(() -> UUID.randomUUID().toString()),
                        now));
        return new Journal(chain, file, file.read());
    }

    /** Where the chain ends in the database. */
    Head tail(JdbcClient jdbc) throws StoreException {
        return chain.tail(jdbc);
    }

    private static Chain begin(JdbcClient jdbc, String id, Instant now) {
        var chain = new Chain(id);
        jdbc.sql("INSERT INTO instance (id, made_at) VALUES (:id, :at)")
                .param("id", chain.id())
                .param("at", Column.of(now))
                .update();
        return chain;
    }

    /** Appends the entries, and before them one that says so if the chain is no longer the one that was written. */
    Head append(JdbcClient jdbc, List<JournalEntry> entries, Instant now) throws StoreException {
        var all = new ArrayList<JournalEntry>();
        var problem = chain.problemWith(headLine, jdbc);
        if (problem.isPresent()) {
            keepBroken();
            all.add(new JournalEntry(
                    now, BROKEN, Optional.empty(), problem.get().toString()));
        }
        all.addAll(entries);
        var head = chain.tail(jdbc);
        for (var entry : all) {
            var link = Link.after(head, entry);
            insert(jdbc, link);
            head = new Head(link.chain(), head.seq() + 1, link.hash());
        }
        return head;
    }

    private static void insert(JdbcClient jdbc, Link link) {
        jdbc.sql("""
                INSERT INTO journal (chain, seq, at, what, incident, text, prev_hash, hash)
                VALUES (:chain, :seq, :at, :what, :incident, :text, :prev, :hash)
                """)
                .param("chain", link.chain())
                .param("seq", link.number().orElseThrow())
                .param("at", link.at())
                .param("what", link.what())
                .param("incident", link.incident() == null ? null : Long.valueOf(link.incident()), Types.BIGINT)
                .param("text", link.text())
                .param("prev", link.prevHash())
                .param("hash", link.hash())
                .update();
    }

    /** Writes the head beside the database, once its entries are on disk. */
    void advance(Head head) {
        var line = Optional.of(HeadFile.line(head));
        if (line.equals(headLine) && headWritable) return;
        headLine = line;
        try {
            file.write(head);
            if (!headWritable) LOG.info("{} is written again", file.path());
            headWritable = true;
        } catch (IOException e) {
            // The turn itself is on disk; a head that lags behind is made good with the next one.
            if (headWritable) LOG.warn("could not write {}; it lags behind until that works", file.path(), e);
            headWritable = false;
        }
    }

    private void keepBroken() {
        try {
            file.keepBroken();
        } catch (IOException | StoreException e) {
            LOG.warn("could not keep a copy of {}; the journal tells what it said", file.path(), e);
        }
    }
}
