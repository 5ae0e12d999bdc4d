package homelab.integration.docker;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Inspects containers, a few at a time. */
final class Rounds implements AutoCloseable {
    private static final int AT_A_TIME = 4;

    /** The engine holds an inspect back while it starts or stops that container. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final EngineApi engine;
    private final DockerConfig config;
    private final InstantSource clock;
    private final ExecutorService inspecting = Executors.newFixedThreadPool(
            AT_A_TIME, Thread.ofVirtual().name("docker-inspect").factory());

    Rounds(EngineApi engine, DockerConfig config, InstantSource clock) {
        this.engine = engine;
        this.config = config;
        this.clock = clock;
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
    }

    /**
     * Looks at each.
     *
     * @throws IntegrationException when it is the engine that cannot be seen
     */
    List<Found> look(Collection<String> ids) throws IntegrationException, InterruptedException {
        if (ids.isEmpty()) return List.of();
        var mounts = MountTable.read(config.mountinfo());
        var looks =
                ids.stream().map(id -> (Callable<Found>) () -> look(id, mounts)).toList();
        var found = new ArrayList<Found>();
        for (var answer : inspecting.invokeAll(looks)) {
            try {
                found.add(answer.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IntegrationException failure) throw failure;
                throw new IllegalStateException("inspecting a container failed by a mistake of ours", e);
            }
        }
        return found;
    }

    private Found look(String id, MountTable mounts) throws IntegrationException {
        var at = clock.instant();
        try {
            return engine.inspect(id, PATIENCE)
                    .<Found>map(json -> new Found.Seen(Inspection.read(id, json, mounts), at))
                    .orElseGet(() -> new Found.Gone(id, at));
        } catch (IntegrationException e) {
            // One stuck container must not make its whole host unseen.
            if (e.kind() == Kind.UNREACHABLE) engine.ping();
            return new Found.Hidden(id, at, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        inspecting.shutdownNow();
    }
}
