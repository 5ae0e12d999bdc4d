package homelab.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A process that wants a store on a server. While another holds the lease it stands by: it takes over when that one has
 * given the lease up, or has not been heard for as long as it asked for. That is told by this process's own stopwatch, so
 * the machines' clocks need not agree.
 */
public final class Contender implements AutoCloseable {
    /** Stopwatches of two machines differ a little. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final DataDirectory directory;
    private final Place place;
    private final PostgresDatabase database;
    private final Instance instance;
    private final String owner;
    private final InstantSource clock;
    private final LongSupplier stopwatch;
    private Optional<Sighting> seen = Optional.empty();
    private boolean taken;

    private Contender(
            DataDirectory directory,
            PostgresUrl server,
            Instance instance,
            String machine,
            InstantSource clock,
            LongSupplier stopwatch) {
        this.directory = directory;
        this.place = new Place(directory.path(), Optional.of(server));
        this.database = new PostgresDatabase(server);
        this.instance = instance;
        this.owner = Column.of(machine + " " + instance.id());
        this.clock = clock;
        this.stopwatch = stopwatch;
    }

    /** The lease's row, and since when it has not changed. */
    private record Sighting(Lease.Row row, long since) {}

    /** What came of an attempt. */
    public sealed interface Attempt {
        record Taken(Store store) implements Attempt {}

        /** @param atMost how long it takes at most until the lease is free, if its holder is not heard again */
        record Held(String owner, Duration atMost) implements Attempt {}
    }

    /**
     * Makes the directory where there is none and locks it; asks the server nothing yet.
     *
     * @param machine on which this is, for people and to know its own lease again after a crash
     * @param stopwatch nanoseconds that run on while the process is stopped
     */
    public static Contender in(
            Path directory, PostgresUrl server, String machine, InstantSource clock, LongSupplier stopwatch)
            throws StoreException {
        var held = DataDirectory.hold(directory);
        try {
            return new Contender(held, server, Instance.made(held.path()), machine, clock, stopwatch);
        } catch (StoreException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /** Takes the lease if it is free. After a failure it may be tried again; how long the holder was not heard then counts anew. */
    public Attempt attempt() throws StoreException {
        try {
            var row = database.read(
                    "see who is active",
                    jdbc -> PostgresDatabase.hasSchema(jdbc) ? Lease.row(jdbc) : Optional.<Lease.Row>empty());
            var left = row.map(this::left).orElse(Duration.ZERO);
            if (left.isPositive()) return new Attempt.Held(row.orElseThrow().owner(), left);
            database.migrate();
            var claim = new Store.Claim(owner, Optional.of(instance), row::equals);
            var store = Store.take(directory, place, database, claim, clock, new Term(stopwatch));
            taken = true;
            return new Attempt.Taken(store);
        } catch (StoreException e) {
            seen = Optional.empty();
            if (e.kind() == StoreException.Kind.LEASE_LOST) return attempt();
            throw e;
        }
    }

    /** How long its holder may still be alive. One that had this very directory, whose lock is ours now, is not. */
    private Duration left(Lease.Row row) {
        var now = stopwatch.getAsLong();
        if (seen.map(Sighting::row).filter(row::equals).isEmpty()) seen = Optional.of(new Sighting(row, now));
        if (row.owner().equals(owner) || row.length().isZero()) return Duration.ZERO;
        return row.length().plus(MARGIN).minusNanos(now - seen.orElseThrow().since());
    }

    /** Leaves a store that was taken to whoever took it. */
    @Override
    public void close() {
        if (taken) return;
        database.close();
        directory.close();
    }
}
