package homelab.integration.docker;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.model.Contents;
import homelab.model.Contents.Leftover;
import homelab.model.Contents.Sort;
import homelab.model.Mode;
import homelab.model.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Lists what an engine keeps on its disk, and what of it nothing uses. It takes the engine a while. */
final class Stocktaking {
    private static final Duration LONG_STOPPED = Duration.ofDays(7);
    private static final Duration A_BUILD_TAKES = Duration.ofHours(1);
    private static final Duration USAGE = Duration.ofSeconds(90);
    private static final Duration INSPECTING = Duration.ofSeconds(10);
    private static final Duration INSPECT = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Stocktaking.class);

    private final EngineApi engine;
    private final InstantSource clock;
    private final Leftovers leftovers = new Leftovers();

    Stocktaking(EngineApi engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Asks the engine.
     *
     * @param thoroughly also look at each container, for logs without a limit and those that were stopped for long
     * @param near whether the engine's files can be seen from here
     */
    Contents take(boolean thoroughly, boolean near) {
        try {
            var usage = Usage.read(engine.usage(USAGE));
            var stopped = new ArrayList<Leftover>();
            var logs = new ArrayList<Contents.Log>();
            var until = System.nanoTime() + INSPECTING.toNanos();
            for (var container : usage.containers()) {
                if (!thoroughly || System.nanoTime() - until > 0) break;
                inspect(container, near, stopped, logs);
            }
            logs.sort(Comparator.comparing((Contents.Log log) -> log.bytes().orElse(0L))
                    .reversed()
                    .thenComparing(Contents.Log::container));
            var now = clock.instant();
            return new Contents.Listed(
                    now, usage.sizes(), leftovers.of(withoutStages(usage), stopped, now), usage.largestVolumes(), logs);
        } catch (IntegrationException e) {
            var refused = e.kind() == Kind.FORBIDDEN || e.kind() == Kind.UNAUTHORIZED;
            return new Contents.Unlisted(clock.instant(), String.valueOf(e.getMessage()), refused);
        }
    }

    /** One that can't be looked at is left, and costs the others nothing. */
    private void inspect(JsonNode container, boolean near, List<Leftover> stopped, List<Contents.Log> logs) {
        var id = container.path("Id").asString("");
        if (!Names.isId(id)) return;
        try {
            engine.inspect(id, INSPECT).ifPresent(found -> {
                longStopped(id, found, container).ifPresent(stopped::add);
                unlimitedLog(found, near).ifPresent(logs::add);
            });
        } catch (IntegrationException e) {
            LOG.debug("container {} is left out of what lies on the disk: {}", id, e.getMessage());
        }
    }

    /**
     * A build without BuildKit leaves the image of each stage nameless and unused until a later stage copies from it. One
     * that never had a name and is young may be such.
     */
    private Usage withoutStages(Usage usage) throws IntegrationException {
        var young = clock.instant().minus(A_BUILD_TAKES);
        var kept = new ArrayList<JsonNode>();
        for (var image : usage.images()) {
            var mayBeStage = Leftovers.isNameless(image)
                    && !image.path("ParentId").asString("").isEmpty()
                    && Instant.ofEpochSecond(image.path("Created").asLong(0)).isAfter(young);
            if (!mayBeStage || wasNamed(image.path("Id").asString(""))) kept.add(image);
        }
        return usage.with(kept);
    }

    private boolean wasNamed(String id) throws IntegrationException {
        return Leftovers.isImage(id)
                && engine.image(id, INSPECT)
                        .flatMap(json -> Inspection.time(json.path("Metadata").path("LastTagTime")))
                        .isPresent();
    }

    private Optional<Leftover> longStopped(String id, JsonNode json, JsonNode container) {
        var inspection = Inspection.read(id, json, MountTable.UNSEEN);
        var wishes = inspection.labels().wishes(Optional.empty());
        var kept = wishes.handsOff()
                || wishes.protect()
                || wishes.ceiling().filter(mode -> mode != Mode.AUTO).isPresent();
        if (inspection.state().runs() || kept) return Optional.empty();
        return switch (inspection.state()) {
            case STOPPED, CREATED, DEAD ->
                inspection
                        .detail()
                        .finishedAt()
                        .or(() -> Inspection.time(json.path("Created")))
                        .filter(at -> at.isBefore(clock.instant().minus(LONG_STOPPED)))
                        .map(at -> leftover(id, inspection, at, container));
            case RUNNING, STARTING, UNHEALTHY, RESTARTING, PAUSED, UNSEEN -> Optional.empty();
        };
    }

    private static Leftover leftover(String id, Inspection inspection, Instant at, JsonNode container) {
        var bytes = Math.max(0, container.path("SizeRw").asLong(0));
        return new Leftover(Sort.CONTAINER, id, "container " + inspection.name(), bytes, at, at);
    }

    private static Optional<Contents.Log> unlimitedLog(JsonNode json, boolean near) {
        var config = json.path("HostConfig").path("LogConfig");
        var ran = Inspection.time(json.path("State").path("StartedAt")).isPresent();
        if (!ran
                || !config.path("Type").asString("").equals("json-file")
                || config.path("Config").has("max-size")) return Optional.empty();
        var name = Text.harmless(json.path("Name").asString("").replaceFirst("^/", ""));
        var path = json.path("LogPath").asString("");
        return Optional.of(new Contents.Log(name, near && !path.isEmpty() ? size(path) : Optional.empty()));
    }

    /** The engine's own directory is root's, so as another user the agent cannot see it. */
    private static Optional<Long> size(String path) {
        try {
            return Optional.of(Files.size(Path.of(path)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
