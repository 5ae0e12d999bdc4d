package homelab.integration.docker;

import homelab.integration.Gauge;
import homelab.model.Disk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds out how full an engine's disk is, where that can be seen. Owned by one thread. */
final class Measuring {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DockerConfig config;
    private final Gauge gauge;
    private final Nearness nearness;
    private Optional<CompletableFuture<Optional<Disk.Fullness>>> asked = Optional.empty();

    Measuring(DockerConfig config, Gauge gauge, Nearness nearness) {
        this.config = config;
        this.gauge = gauge;
        this.nearness = nearness;
    }

    /**
     * What came of measuring.
     *
     * @param full empty where it cannot be seen
     * @param why it cannot be seen, with a cure; empty where it can
     * @param near whether the engine's files can be seen from here
     */
    record Measured(Optional<Disk.Fullness> full, String why, boolean near) {}

    Measured measure(EngineApi.About about) throws InterruptedException {
        var obstacle = nearness.obstacle(config, about);
        var near = obstacle.isEmpty();
        var directory =
                config.disk().path().map(Path::toString).orElse(about.self().root());
        if (config.disk().path().isEmpty() && !near) return new Measured(Optional.empty(), cure(obstacle.get()), false);
        try {
            var full = within(Path.of(directory));
            return full.isPresent()
                    ? new Measured(full, "", near)
                    : new Measured(Optional.empty(), cure("there is no directory " + directory + " here"), near);
        } catch (TimeoutException e) {
            return new Measured(
                    Optional.empty(),
                    directory + " did not answer within " + LIMIT.toSeconds() + " s; is its share dead?",
                    near);
        } catch (InvalidPathException e) {
            return new Measured(Optional.empty(), cure("the engine names no readable directory"), near);
        }
    }

    private String cure(String why) {
        return why + "; mount a directory of that disk into the agent's view and name it by docker.disk.path";
    }

    /** One that hangs is waited for, and no other is sent after it. */
    private Optional<Disk.Fullness> within(Path directory) throws InterruptedException, TimeoutException {
        var asking = asked.orElseGet(() -> {
            var answer = new CompletableFuture<Optional<Disk.Fullness>>();
            Thread.ofPlatform().daemon().name("gauge-" + config.name()).start(() -> {
                try {
                    answer.complete(gauge.read(directory));
                } catch (RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer;
        });
        asked = Optional.of(asking);
        try {
            var read = asking.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            asked = Optional.empty();
            return read;
        } catch (ExecutionException e) {
            asked = Optional.empty();
            throw new IllegalStateException("measuring " + directory + " failed", e);
        }
    }
}
