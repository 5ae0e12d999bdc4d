package homelab.integration.docker;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects containers, some at a time. The engine holds an inspect back while it starts or stops that very container;
 * such a one does not keep the others waiting: it is left to itself, and when it lands a signal says so.
 */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private static final int AT_A_TIME = 16;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final EngineApi engine;
    private final DockerConfig config;
    private final InstantSource clock;
    private final BlockingQueue<Signal> signals;

    /** Owned by the thread that calls {@link #look}. */
    private final Set<String> late = new HashSet<>();

    private final ExecutorService inspecting = Executors.newFixedThreadPool(
            AT_A_TIME, Thread.ofVirtual().name("docker-inspect").factory());

    Rounds(EngineApi engine, DockerConfig config, InstantSource clock, BlockingQueue<Signal> signals) {
        this.engine = engine;
        this.config = config;
        this.clock = clock;
        this.signals = signals;
    }

    /** What came of looking at one container. */
    sealed interface Found {
        String id();

        Instant at();

        record Seen(Inspection inspection, Instant at) implements Found {
            @Override
            public String id() {
                return inspection.id();
            }
        }

        record Gone(String id, Instant at) implements Found {}

        /** The engine answers, but not about this one. */
        record Hidden(String id, Instant at, String reason) implements Found {}

        /** It is the engine that does not answer. */
        record Failed(String id, Instant at, IntegrationException why) implements Found {}
    }

    /**
     * Looks at each, save those that are still being looked at.
     *
     * @return what was found before the patience ended
     * @throws IntegrationException when it is the engine that cannot be seen
     */
    List<Found> look(Collection<String> ids, Duration patience) throws IntegrationException, InterruptedException {
        var mounts = MountTable.read(config.mountinfo());
        var looks = new LinkedHashMap<String, CompletableFuture<Found>>();
        for (var id : ids)
            if (!late.contains(id)) looks.put(id, CompletableFuture.supplyAsync(() -> look(id, mounts), inspecting));
        var deadline = System.nanoTime() + patience.toNanos();
        var round = new ArrayList<Found>();
        for (var look : looks.entrySet()) {
            try {
                round.add(look.getValue().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                late.add(look.getKey());
                var ignored = look.getValue().thenAccept(found -> signals.offer(new Signal.Landed(found)));
            } catch (ExecutionException e) {
                throw new IllegalStateException("inspecting " + look.getKey() + " failed by a mistake of ours", e);
            }
        }
        for (var found : round) if (found instanceof Found.Failed failed) throw failed.why();
        return round;
    }

    /** A late one landed: it may be looked at again. */
    void landed(Found found) {
        late.remove(found.id());
    }

    /** It is still being looked at. */
    boolean isLate(String id) {
        return late.contains(id);
    }

    private Found look(String id, MountTable mounts) {
        var at = clock.instant();
        try {
            return engine.inspect(id, LIMIT)
                    .map(json -> seen(Inspection.read(id, json, mounts), at))
                    .orElseGet(() -> new Found.Gone(id, at));
        } catch (IntegrationException e) {
            return e.kind() == Kind.UNREACHABLE ? hiddenOrFailed(id, at, e) : hidden(id, at, e);
        } catch (RuntimeException e) {
            LOG.error("docker host {}: what it says of container {} is beyond us", config.name(), id, e);
            return new Found.Hidden(id, at, "what its engine says of it cannot be understood");
        }
    }

    private static Found seen(Inspection inspection, Instant at) {
        return inspection.state() == State.UNSEEN
                ? new Found.Hidden(inspection.id(), at, "its engine calls its state by a word that is not known here")
                : new Found.Seen(inspection, at);
    }

    /** One stuck container must not make its whole host unseen. */
    private Found hiddenOrFailed(String id, Instant at, IntegrationException e) {
        try {
            engine.ping();
            return hidden(id, at, e);
        } catch (IntegrationException gone) {
            return new Found.Failed(id, at, e);
        }
    }

    private static Found hidden(String id, Instant at, IntegrationException e) {
        return new Found.Hidden(id, at, String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        inspecting.shutdownNow();
    }
}
