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
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** All that is remembered, held by this process alone. Any thread may call it. */
public final class Store implements AutoCloseable {
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);
    private static final String PAUSE = "pause";

    private final DataDirectory directory;
    private final Place place;
    private final Database database;
    private final InstantSource clock;
    private final Term term;
    private final Lease lease;
    private final Optional<Instant> lastWriteBefore;
    private final Journal journal;
    private long turns;
    private volatile List<String> recipients = List.of();

    private Store(
            DataDirectory directory, Place place, Database database, InstantSource clock, Term term, Opening opening) {
        this.directory = directory;
        this.place = place;
        this.database = database;
        this.clock = clock;
        this.term = term;
        this.lease = opening.lease;
        this.lastWriteBefore = opening.lastWrite;
        this.journal = opening.journal;
    }

    /** The same, where the machine's own stopwatch tells what is left of the lease. */
    public static Store open(Path directory, String owner, InstantSource clock) throws StoreException {
        return open(directory, owner, clock, System::nanoTime);
    }

    /**
     * An embedded one: makes the directory where there is none, locks it, migrates the database and takes the lease.
     *
     * @param owner who this process is, for the lease
     * @param stopwatch nanoseconds that run on while the process is stopped; what is left of the lease is told by it
     */
    public static Store open(Path directory, String owner, InstantSource clock, LongSupplier stopwatch)
            throws StoreException {
        var held = DataDirectory.hold(directory);
        Optional<Database> database = Optional.empty();
        var opened = false;
        try {
            database = Optional.of(SqliteDatabase.open(held.path().resolve(SqliteDatabase.FILE)));
            var store = take(
                    held,
                    Place.in(held.path()),
                    database.get(),
                    new Claim(owner, Optional.empty(), row -> true),
                    clock,
                    new Term(stopwatch));
            opened = true;
            return store;
        } finally {
            if (!opened) {
                database.ifPresent(Database::close);
                held.close();
            }
        }
    }

    /**
     * Who wants the lease.
     *
     * @param instance where several share the database
     * @param free whether the lease may be taken from the one who has it
     */
    record Claim(String owner, Optional<Instance> instance, Predicate<Optional<Lease.Row>> free) {}

    /** Takes the lease; directory and database are closed with the store, or by the caller when it fails. */
    static Store take(DataDirectory held, Place place, Database database, Claim claim, InstantSource clock, Term term)
            throws StoreException {
        var now = clock.instant();
        var span = term.next(database.lease());
        var opening = database.write(
                "take the lease",
                jdbc -> {
                    var taken = Lease.take(jdbc, claim.owner(), claim.free(), now, now.plus(span.length()));
                    var last = taken.before().map(Lease.Row::lastWrite);
                    last.ifPresent(at -> StateChanges.nobodyWatchedSince(jdbc, at));
                    Outbox.prune(jdbc, now);
                    var journal = Journal.open(jdbc, claim.instance(), HeadFile.in(held.path()), now);
                    var head = journal.append(jdbc, List.of(), now);
                    return new Opening(taken.lease(), last, journal, head);
                },
                done -> {
                    term.holds(span);
                    done.journal.advance(done.head);
                });
        return new Store(held, place, database, clock, term, opening);
    }

    private record Opening(Lease lease, Optional<Instant> lastWrite, Journal journal, Head head) {}

    /** Rises with every open; each write is conditional on it. */
    public long epoch() {
        return lease.epoch();
    }

    /** Who this process is, for the lease. */
    public String owner() {
        return lease.owner();
    }

    /** When the process before this one wrote last; empty in a new store. */
    public Optional<Instant> lastWriteBefore() {
        return lastWriteBefore;
    }

    /** How long this process may still act; negative when that is over. */
    public Duration leaseLeft() {
        return term.left();
    }

    /** Why it may soon not be writable any more; empty while there is no such reason. */
    public Optional<String> shortage() {
        return database.shortage();
    }

    /** True when others would take this process for dead if it wrote nothing for much longer. */
    public boolean isRenewalDue() {
        return database.isShared() && term.sinceRenewed().compareTo(RENEWED_EVERY) >= 0;
    }

    /** The last that this process writes: it acts no more, and others need not wait for its lease to end. */
    public void release() throws StoreException {
        var now = clock.instant();
        term.end();
        database.write(
                "give up the lease",
                jdbc -> {
                    lease.hold(jdbc, now, now, OptionalLong.empty());
                    return now;
                },
                ignored -> {});
    }

    /** What people said of pausing in a database that several share; empty where the file alone tells. */
    public Optional<Setting> pause() throws StoreException {
        if (!database.isShared()) return Optional.empty();
        return database.read("read whether it is paused", Documents::settings).stream()
                .filter(setting -> setting.name().equals(PAUSE))
                .findFirst();
    }

    /** True where others share what this process is told. */
    public boolean isShared() {
        return database.isShared();
    }

    /** What an earlier process left behind. */
    public Saved load() throws StoreException {
        return database.read("load what was saved", Documents::load);
    }

    /**
     * Writes all of it or nothing. After a failure the same commit may be tried again, but not after one whose outcome is
     * unknown: {@link #landed} is to be asked first. The lease then outlasts each intent's deadline.
     *
     * @throws IllegalArgumentException when an intent was written before, or names an incident that never was
     */
    public void commit(Commit commit) throws StoreException {
        var now = clock.instant();
        var turn = turns + 1;
        write(
                "save a turn",
                now,
                leaseFor(commit, now),
                OptionalLong.of(turn),
                jdbc -> {
                    Documents.save(jdbc, commit);
                    Outbox.add(jdbc, commit.stories(), recipients);
                    return journal.append(jdbc, commit.journal(), now);
                },
                head -> {
                    turns = turn;
                    journal.advance(head);
                });
    }

    private Duration leaseFor(Commit commit, Instant now) {
        return commit.intents().stream()
                .map(intent -> Duration.between(now, intent.deadline()).plus(Lease.AFTER_A_CALL))
                .reduce(database.lease(), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /**
     * Whether the last commit, whose outcome was unknown, was written after all. Waits for what the database still has in
     * hand of it: the lease's row is locked until that is over.
     */
    public boolean landed() throws StoreException {
        var turn = turns + 1;
        return write(
                        "see whether the last turn was saved",
                        clock.instant(),
                        database.lease(),
                        OptionalLong.empty(),
                        jdbc -> Lease.turn(jdbc) == turn ? Optional.of(journal.tail(jdbc)) : Optional.<Head>empty(),
                        tail -> tail.ifPresent(head -> {
                            turns = turn;
                            journal.advance(head);
                        }))
                .isPresent();
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
        return JournalCheck.of(place);
    }

    /** Checks a journal from outside, whether its agent runs or not. */
    public static Verdict verifyJournal(Place place) throws StoreException {
        return JournalCheck.of(place);
    }

    /** What people chose, read from outside, whether the agent runs or not. */
    public static List<Setting> settings(Place place) throws StoreException {
        return place.look("read the settings", Documents::settings);
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
        note("note a delivery", jdbc -> Outbox.delivered(jdbc, delivery, at));
    }

    /** It stays where it is in the order, with one more try counted. */
    public void failed(Delivery delivery, Instant at, String why) throws StoreException {
        note("note a failed delivery", jdbc -> Outbox.failed(jdbc, delivery, at, why));
    }

    private void note(String tried, Work<Integer> work) throws StoreException {
        write(tried, clock.instant(), database.lease(), OptionalLong.empty(), work, ignored -> {});
    }

    private <T> T write(String tried, Instant now, Duration least, OptionalLong turn, Work<T> work, Consumer<T> after)
            throws StoreException {
        try {
            return database.write(
                            tried,
                            jdbc -> {
                                // Only here does no other write of this process come between.
                                var span = term.next(least);
                                lease.hold(jdbc, now, now.plus(span.length()), turn);
                                return new Written<>(span, work.on(jdbc));
                            },
                            written -> {
                                term.holds(written.span);
                                after.accept(written.result);
                            })
                    .result;
        } catch (StoreException e) {
            if (e.kind() == Kind.LEASE_LOST) term.end();
            throw e;
        }
    }

    private record Written<T>(Term.Span span, T result) {}

    @Override
    public void close() {
        database.close();
        directory.close();
    }
}
