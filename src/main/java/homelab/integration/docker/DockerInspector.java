package homelab.integration.docker;

import homelab.integration.Inspector;
import homelab.integration.IntegrationException;
import homelab.model.Evidence;
import homelab.model.Kind;
import homelab.model.Resource;
import homelab.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A container's last log lines and what its health check said. */
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
            var outputs = healthOutputs(found.get());
            if (!outputs.isEmpty()) evidence.add(new Evidence("health check", outputs));
            return evidence;
        } catch (IntegrationException e) {
            return List.of(new Evidence("inspect", "could not be read: " + e.getMessage()));
        }
    }

    private Evidence log(String id, JsonNode container, Duration limit) {
        var terminal = container.path("Config").path("Tty").asBoolean(false);
        var tail = new LogTail(!terminal, LINES, BYTES);
        try {
            engine.log(id, LINES, limit, tail);
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
