package homelab.integration.docker;

import homelab.integration.Inspector;
import homelab.integration.IntegrationException;
import homelab.model.Evidence;
import homelab.model.Kind;
import homelab.model.Resource;
import homelab.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A container's last log lines, what its health check said, and who holds the ports that it wants. */
final class DockerInspector implements Inspector {
    private static final int LINES = 50;
    private static final int BYTES = 64 << 10;
    private static final int PROBES = 3;

    private final Resource.Id host;
    private final EngineApi engine;

    DockerInspector(Resource.Id host, EngineApi engine) {
        this.host = host;
        this.engine = engine;
    }

    @Override
    public boolean knows(Resource resource) {
        return resource.host().equals(host)
                && resource.kind() == Kind.CONTAINER
                && Names.isId(resource.id().value());
    }

    @Override
    public List<Evidence> inspect(Resource resource, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        var id = resource.id().value();
        try {
            var found = engine.inspect(id, limit);
            if (found.isEmpty()) return List.of(new Evidence("inspect", "could not be read: the container is gone"));
            var evidence = new ArrayList<Evidence>();
            var error = found.get().path("State").path("Error").asString("");
            if (!error.isBlank()) evidence.add(new Evidence("engine", Text.harmless(error)));
            evidence.add(log(id, found.get(), Duration.ofNanos(deadline - System.nanoTime())));
            var begun = begunByPolicy(found.get());
            if (begun.isPresent())
                evidence.addAll(
                        logOfRunBefore(id, found.get(), begun.get(), Duration.ofNanos(deadline - System.nanoTime())));
            var outputs = healthOutputs(found.get());
            if (!outputs.isEmpty()) evidence.add(new Evidence("health check", outputs));
            evidence.addAll(portHolders(id, found.get(), Duration.ofNanos(deadline - System.nanoTime())));
            return evidence;
        } catch (IntegrationException e) {
            return List.of(new Evidence("inspect", "could not be read: " + e.getMessage()));
        }
    }

    /**
     * The other containers that hold a port which this one wants and has not; no line where there is none. Nothing where
     * it wants none, or where it could not be read.
     */
    private List<Evidence> portHolders(String id, JsonNode container, Duration limit) {
        var wanted = HostPort.wanted(container);
        if (wanted.isEmpty() || container.path("State").path("Running").asBoolean(false)) return List.of();
        try {
            return List.of(new Evidence(
                    "port holder",
                    engine.publishers(limit).stream()
                            .filter(other -> !other.id().equals(id))
                            .flatMap(other -> wanted.stream()
                                    .flatMap(port -> other.ports().stream()
                                            .filter(port::excludes)
                                            .limit(1))
                                    .map(port -> other.name() + " publishes " + port.word()))
                            .distinct()
                            .limit(LINES)
                            .toList()));
        } catch (IntegrationException e) {
            return List.of();
        }
    }

    /**
     * Where the engine's policy has begun another run: a time between the end of the one before and this one's start.
     * Both are told and logged a little late, and at least the policy's wait lies between them.
     */
    private static Optional<Instant> begunByPolicy(JsonNode container) {
        var state = container.path("State");
        if (container.path("RestartCount").asInt(0) == 0
                || !state.path("Status").asString("").equals("running")) return Optional.empty();
        return Inspection.time(state.path("FinishedAt"))
                .flatMap(ended -> Inspection.time(state.path("StartedAt"))
                        .filter(ended::isBefore)
                        .map(started ->
                                ended.plus(Duration.between(ended, started).dividedBy(2))));
    }

    /** Nothing where it could not be read: then nobody can tell the runs apart. */
    private List<Evidence> logOfRunBefore(String id, JsonNode container, Instant until, Duration limit) {
        var tail = tail(container);
        try {
            engine.log(id, LINES, Optional.of(until), limit, tail);
            return List.of(new Evidence("log of the run before", tail.lines()));
        } catch (IntegrationException e) {
            return List.of();
        }
    }

    private static LogTail tail(JsonNode container) {
        var terminal = container.path("Config").path("Tty").asBoolean(false);
        return new LogTail(!terminal, LINES, BYTES);
    }

    private Evidence log(String id, JsonNode container, Duration limit) {
        var tail = tail(container);
        try {
            engine.log(id, LINES, Optional.empty(), limit, tail);
        } catch (IntegrationException e) {
            if (tail.lines().isEmpty()) return new Evidence("inspect", "could not be read: " + e.getMessage());
        }
        return new Evidence("log", tail.lines());
    }

    /** Oldest first; the engine keeps five. */
    private static List<String> healthOutputs(JsonNode container) {
        var probes = container.path("State").path("Health").path("Log").values().stream()
                .toList();
        return probes.subList(Math.max(0, probes.size() - PROBES), probes.size()).stream()
                .map(probe -> "exit code " + probe.path("ExitCode").asInt(0) + ": "
                        + Text.harmless(probe.path("Output").asString("")))
                .toList();
    }
}
