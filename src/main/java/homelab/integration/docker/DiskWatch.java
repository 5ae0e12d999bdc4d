package homelab.integration.docker;

import homelab.integration.Gauge;
import homelab.model.Contents;
import homelab.model.Disk;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.Wishes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the disk that an engine keeps its data on, on a thread of its own: neither a dead share nor a long listing holds
 * up the looks at containers.
 */
final class DiskWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final Contents NOT_LISTED = new Contents.Unlisted(Instant.EPOCH, "it was not listed yet", false);

    /** Engines count for long, so what is on the disk is listed seldom while nobody asks. */
    private static final Duration LISTED_EVERY = Duration.ofHours(6);

    /** What can't be removed now may be let go of later. */
    private static final Duration LISTED_EVERY_WHILE_FULL = Duration.ofMinutes(30);

    private final DockerConfig config;
    private final Measuring measuring;
    private final InstantSource clock;
    private final BlockingQueue<Signal> signals;
    private final EngineApi api;
    private Stocktaking stocktaking;
    private final Semaphore wishes = new Semaphore(0);
    private final Thread thread;

    private volatile Optional<EngineApi.About> engine = Optional.empty();
    private Optional<String> known = Optional.empty();
    private Contents contents = NOT_LISTED;
    private boolean overWarning;
    private boolean closed;

    DiskWatch(DockerConfig config, EngineApi api, Gauge gauge, InstantSource clock, BlockingQueue<Signal> signals) {
        this.config = config;
        this.measuring = new Measuring(config, gauge, new Nearness(Path.of("/")));
        this.clock = clock;
        this.signals = signals;
        this.api = api;
        this.stocktaking = new Stocktaking(api, clock);
        // No virtual one: asking the kernel about a dead share would hold its carrier for ever.
        this.thread = Thread.ofPlatform().daemon().name("disk-" + config.name()).unstarted(this::run);
    }

    static Resource.Id id(DockerConfig config) {
        return new Resource.Id(config.id() + "/disk");
    }

    /** Who answers at the address. From the first time on the disk is watched. */
    synchronized void answering(EngineApi.About about) {
        engine = Optional.of(about);
        if (!closed && thread.getState() == Thread.State.NEW) thread.start();
    }

    /** Asks for a fresh look at all that is on it. */
    void list() {
        wishes.release();
    }

    private void run() {
        try {
            look(false);
            while (!Thread.currentThread().isInterrupted())
                look(wishes.tryAcquire(config.interval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(boolean asked) throws InterruptedException {
        try {
            var about = engine.orElseThrow();
            meet(about);
            var measured = measuring.measure(about);
            var over = measured.full()
                    .filter(now -> now.percent() >= config.disk().marks().warning())
                    .isPresent();
            // Listed at once, so that what may go is known to have been unused when somebody has to decide.
            var news = over && !overWarning;
            overWarning = over;
            var every = over ? LISTED_EVERY_WHILE_FULL : LISTED_EVERY;
            var old = contents.at().plus(every).isBefore(clock.instant());
            if (asked || news || old) {
                if (contents.at().equals(Instant.EPOCH)) signals.put(new Signal.Measured(health(about, measured)));
                contents = stocktaking.take(asked || over, measured.near());
                measured = measuring.measure(about);
                // What was wished for while the engine counted has come with it.
                wishes.drainPermits();
            }
            signals.put(new Signal.Measured(health(about, measured)));
        } catch (RuntimeException | Error e) {
            // Also what should end a thread must not end this one: nobody else looks at this disk.
            LOG.error("docker host {}: a mistake of ours while looking at its disk", config.name(), e);
        }
    }

    /** Another engine at the address has other things on another disk. */
    private void meet(EngineApi.About about) {
        if (known.filter(about.id()::equals).isPresent()) return;
        known = Optional.of(about.id());
        contents = NOT_LISTED;
        stocktaking = new Stocktaking(api, clock);
    }

    private Observation.Health health(EngineApi.About about, Measuring.Measured measured) {
        var disk = new Disk(config.disk().marks(), measured.full(), measured.why(), contents);
        var resource = new Resource(
                id(config),
                // No container can have a name like this.
                Lineage.named(about.id(), "/disk"),
                Kind.DISK,
                "disk of " + config.name(),
                config.id(),
                List.of(),
                Wishes.NONE);
        return new Observation.Health(
                resource, clock.instant(), disk.isOverWarning() ? State.UNHEALTHY : State.RUNNING, disk);
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.interrupt();
    }
}
