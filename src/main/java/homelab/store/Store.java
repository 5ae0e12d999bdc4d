package homelab.store;

import homelab.integration.Desk;
import homelab.model.Course;
import homelab.model.Incident;
import homelab.model.Resource;
import homelab.model.Setting;
import homelab.model.ShadowScore;
import homelab.store.StoreException.Kind;
import homelab.store.Verdict.Head;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The embedded store: one SQLite file in a data directory that one process holds. Any thread may call it. */
public final class Store implements AutoCloseable {
    private final DataDirectory directory;
    private final Database database;
    private final InstantSource clock;
    private final Lease lease;
    private final Optional<Instant> lastWriteBefore;
    private final Journal journal;
    private volatile Instant expires;
    private volatile List<String> recipients = List.of();

    private Store(DataDirectory directory, Database database, InstantSource clock, Opening opening) {
        this.directory = directory;
        this.database = database;
        this.clock = clock;
        this.lease = opening.lease;
        this.lastWriteBefore = opening.lastWrite;
        this.journal = opening.journal;
        this.expires = opening.expires;
    }

    /**
     * Makes the directory where there is none, locks it, migrates the database and takes the lease.
     *
     * @param owner who this process is, for the lease
     */
    public static Store open(Path directory, String owner, InstantSource clock) throws StoreException {
        var held = DataDirectory.hold(directory);
        Optional<Database> database = Optional.empty();
        var opened = false;
        try {
            database = Optional.of(Database.open(held.path().resolve(Database.FILE)));
            var now = clock.instant();
            var opening = database.get()
                    .write(
                            "take the lease",
                            jdbc -> {
                                var last = Lease.lastWrite(jdbc);
                                last.ifPresent(at -> StateChanges.nobodyWatchedSince(jdbc, at));
                                var lease = Lease.take(jdbc, owner, now);
                                Outbox.prune(jdbc, now);
                                var journal = Journal.open(jdbc, HeadFile.in(held.path()), now);
                                var head = journal.append(jdbc, List.of(), now);
                                return new Opening(lease, last, now.plus(Lease.LENGTH), journal, head);
                            },
                            done -> done.journal.advance(done.head));
            var store = new Store(held, database.get(), clock, opening);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                database.ifPresent(Database::close);
                held.close();
            }
        }
    }

    private record Opening(Lease lease, Optional<Instant> lastWrite, Instant expires, Journal journal, Head head) {}

    /** Rises with every open; each write is conditional on it. */
    public long epoch() {
        return lease.epoch();
    }

    /** When the process before this one wrote last; empty in a new store. */
    public Optional<Instant> lastWriteBefore() {
        return lastWriteBefore;
    }

    /** How long this process may still act; negative when that is over. */
    public Duration leaseLeft(Instant now) {
        return Duration.between(now, expires);
    }

    public void renew(Instant now) throws StoreException {
        write("renew the lease", now, jdbc -> now, ignored -> {});
    }

    /** What an earlier process left behind. */
    public Saved load() throws StoreException {
        return database.read("load what was saved", Documents::load);
    }

    /**
     * Writes all of it or nothing. After a failure the same commit may be tried again.
     *
     * @throws IllegalArgumentException when an intent was written before, or names an incident that never was
     */
    public void commit(Commit commit) throws StoreException {
        var now = clock.instant();
        write(
                "save a turn",
                now,
                jdbc -> {
                    Documents.save(jdbc, commit);
                    Outbox.add(jdbc, commit.stories(), recipients);
                    return journal.append(jdbc, commit.journal(), now);
                },
                journal::advance);
    }

    /** Newest first. */
    public Desk.Page incidents(boolean openOnly, int page, int size) throws StoreException {
        return database.read("list incidents", jdbc -> Documents.incidents(jdbc, openOnly, page, size));
    }

    public Optional<Incident> incident(Incident.Id id) throws StoreException {
        return database.read("read " + id, jdbc -> Documents.incident(jdbc, id));
    }

    /** How the classes that were only watched would have done. */
    public List<ShadowScore> shadowScores() throws StoreException {
        return database.read("read the shadow score", ShadowRows::score);
    }

    /** How each of these fared since then; see {@link Desk#courses}. */
    public Map<Resource.Id, Course> courses(List<Resource> resources, Instant since) throws StoreException {
        var all = database.read("read how things fared", jdbc -> StateChanges.since(jdbc, since));
        var courses = new HashMap<Resource.Id, Course>();
        for (var resource : resources) {
            var own = all.getOrDefault(StateChanges.subject(resource), Course.UNKNOWN);
            var host = all.getOrDefault(resource.host().value(), Course.UNKNOWN);
            courses.put(resource.id(), resource.id().equals(resource.host()) ? own : own.behind(host));
        }
        return courses;
    }

    public Verdict verifyJournal() throws StoreException {
        return JournalCheck.of(directory.path());
    }

    /** Checks a journal from outside, whether its agent runs or not. */
    public static Verdict verifyJournal(Path directory) throws StoreException {
        return JournalCheck.of(directory);
    }

    /** What people chose, read from outside, whether the agent runs or not. */
    public static List<Setting> settings(Path directory) throws StoreException {
        return Database.look(directory.resolve(Database.FILE), "read the settings", Documents::settings);
    }

    /** To whom every story goes that is committed from now on. */
    public void recipients(List<String> all) {
        recipients = List.copyOf(all);
    }

    /** What waits for one recipient, oldest first. */
    public List<Delivery> undelivered(String recipient, int most) throws StoreException {
        return database.read("read the outbox", jdbc -> Outbox.undelivered(jdbc, recipient, most));
    }

    public void delivered(Delivery delivery, Instant at) throws StoreException {
        write("note a delivery", clock.instant(), jdbc -> Outbox.delivered(jdbc, delivery, at), ignored -> {});
    }

    /** It stays where it is in the order, with one more try counted. */
    public void failed(Delivery delivery, Instant at, String why) throws StoreException {
        write("note a failed delivery", clock.instant(), jdbc -> Outbox.failed(jdbc, delivery, at, why), ignored -> {});
    }

    private <T> void write(String tried, Instant now, Work<T> work, Consumer<T> after) throws StoreException {
        var until = now.plus(Lease.LENGTH);
        try {
            database.write(
                    tried,
                    jdbc -> {
                        lease.hold(jdbc, until);
                        return work.on(jdbc);
                    },
                    result -> {
                        expires = until;
                        after.accept(result);
                    });
        } catch (StoreException e) {
            if (e.kind() == Kind.LEASE_LOST) expires = Instant.EPOCH;
            throw e;
        }
    }

    @Override
    public void close() {
        database.close();
        directory.close();
    }
}
