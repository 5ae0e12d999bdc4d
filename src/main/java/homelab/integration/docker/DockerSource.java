package homelab.integration.docker;

import homelab.integration.Gauge;
import homelab.integration.Source;
import homelab.model.Look;
import homelab.model.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One engine's events and looks. */
final class DockerSource implements Source {
    /** Far more than a storm brings; when it is full, the reader waits rather than drop an event. */
    private static final int LONGEST_QUEUE = 100_000;

    private static final Duration TO_END = Duration.ofSeconds(2);

    private final DockerConfig config;
    private final EngineApi engine;
    private final InstantSource clock;
    private final Claims claims;
    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Rounds rounds;
    private final DiskWatch disk;
    private Optional<Pulse> pulse = Optional.empty();
    private Optional<Thread> looker = Optional.empty();

    DockerSource(DockerConfig config, EngineApi engine, InstantSource clock, Claims claims, Gauge gauge) {
        this.config = config;
        this.engine = engine;
        this.clock = clock;
        this.claims = claims;
        this.rounds = new Rounds(engine, config, clock, signals);
        this.disk = new DiskWatch(config, engine, gauge, clock, signals);
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
        if (looker.isPresent() || closed.get())
            throw new IllegalStateException("the source " + config.name() + " can be started once");
        cursor.flatMap(Cursor::parse).ifPresent(known -> claims.remember(config.name(), known.engineId()));
        Consumer<Look> whileOpen = look -> {
            if (!closed.get()) sink.accept(look);
        };
        var telling = new Telling(config, engine, rounds, clock, whileOpen);
        var hearing = new Hearing(config, engine, clock, telling, cursor);
        looker = Optional.of(Thread.ofVirtual()
                .name("docker-" + config.name())
                .start(new Looker(config, engine, claims, clock, signals, telling, hearing, disk)));
        pulse = Optional.of(Pulse.start(engine, signals));
    }

    @Override
    public void lookAt(Set<Resource.Id> ids) {
        ids.forEach(id -> signals.offer(new Signal.LookAt(id)));
    }

    @Override
    public synchronized void close() {
        closed.set(true);
        pulse.ifPresent(Pulse::close);
        looker.ifPresent(thread -> {
            thread.interrupt();
            try {
                thread.join(TO_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        rounds.close();
        disk.close();
    }
}
