package homelab.integration.docker;

import homelab.integration.Check;
import homelab.integration.Gauge;
import homelab.integration.IntegrationException;
import homelab.model.Disk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the disk that an engine keeps its data on can be watched, and how it is. */
final class DiskCheckup {
    /** An engine with much to count takes longer, which is no mistake. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DockerConfig config;
    private final EngineApi engine;
    private final Measuring measuring;

    DiskCheckup(DockerConfig config, EngineApi engine, Gauge gauge) {
        this.config = config;
        this.engine = engine;
        this.measuring = new Measuring(config, gauge, new Nearness(Path.of("/")));
    }

    List<Check> checks(EngineApi.About about) throws InterruptedException {
        var checks = new ArrayList<Check>();
        var measured = measuring.measure(about);
        checks.add(measured.full()
                .map(full -> full(full, config.disk().marks()))
                .orElseGet(() -> unseen("how full it is can't be seen: " + measured.why())));
        listing().ifPresent(checks::add);
        return checks;
    }

    /** A directory that its owner has named should be there. */
    private Check unseen(String seen) {
        return config.disk().path().isPresent()
                ? Check.problem("disk", seen, "mend docker.disk.path, see docs/disk.md")
                : Check.advice("disk", seen, "see docs/disk.md");
    }

    private static Check full(Disk.Fullness full, Disk.Marks marks) {
        return full.percent() >= marks.warning()
                ? Check.problem(
                        "disk",
                        "the engine's disk is " + full.words(),
                        "see what takes it: docker system df -v; once it heals, the agent removes what nothing uses")
                : Check.ok("disk", "the engine's disk is " + full.words());
    }

    private Optional<Check> listing() {
        try {
            engine.usage(LIMIT);
            return Optional.empty();
        } catch (IntegrationException e) {
            return switch (e.kind()) {
                case FORBIDDEN, UNAUTHORIZED ->
                    Optional.of(
                            Check.advice(
                                    "right to list",
                                    "what takes space can't be listed: " + e.getMessage(),
                                    "have the socket proxy let GET /system/df through, as packaging/socket-proxy/haproxy.cfg does"));
                case UNREACHABLE, REJECTED, UNREADABLE -> Optional.empty();
            };
        }
    }
}
