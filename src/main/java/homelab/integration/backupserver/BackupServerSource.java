package homelab.integration.backupserver;

import homelab.integration.IntegrationException;
import homelab.integration.Source;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One backup server, looked at from time to time: it tells nothing by itself. */
final class BackupServerSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(BackupServerSource.class);
    private static final Duration TO_END = Duration.ofSeconds(2);

    /** What is wished for is always a full look, so one wish that waits says all. */
    private static final int LONGEST_QUEUE = 1;

    private final BackupServerConfig config;
    private final Looking looking;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Boolean> wishes = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<Thread> thread = Optional.empty();
    private boolean blind;
    private boolean seenBefore;

    BackupServerSource(BackupServerConfig config, PbsApi api, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.looking = new Looking(config, api, clock);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public Resource.Id host() {
        return config.id();
    }

    @Override
    public synchronized void start(Consumer<Look> sink, Optional<String> cursor) {
        if (thread.isPresent() || closed.get())
            throw new IllegalStateException("the source " + config.name() + " can be started once");
        thread = Optional.of(Thread.ofVirtual().name("pbs-" + config.name()).start(() -> run(sink)));
    }

    private void run(Consumer<Look> sink) {
        try {
            var doubted = true;
            while (!closed.get()) {
                look(sink, doubted);
                doubted = wishes.poll(config.interval().toNanos(), TimeUnit.NANOSECONDS) != null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Consumer<Look> sink, boolean doubted) {
        Look look;
        try {
            look = looking.full(doubted);
            if (blind || !seenBefore) LOG.info("backup server {}: seen{}", config.name(), seenBefore ? " again" : "");
            blind = false;
            seenBefore = true;
        } catch (IntegrationException e) {
            look = unseen(String.valueOf(e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error(
                    "backup server {}: a mistake of ours while looking at it; the next look comes in time",
                    config.name(),
                    bug);
            look = unseen("the agent could not read what it saw: " + bug);
        }
        if (!closed.get()) sink.accept(look);
    }

    private Look unseen(String why) {
        if (!blind && !closed.get()) LOG.warn("backup server {}: can't be seen: {}", config.name(), why);
        blind = true;
        var now = clock.instant();
        return new Look(
                config.id(),
                now,
                List.of(new Observation.Unseen(config.id(), now, why)),
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    @Override
    public void lookAt(Set<Resource.Id> ids) {
        wishes.offer(true);
    }

    @Override
    public synchronized void close() {
        closed.set(true);
        thread.ifPresent(looker -> {
            looker.interrupt();
            try {
                looker.join(TO_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        looking.close();
    }
}
