package homelab.integration.docker;

import homelab.integration.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is well, and what its checkup says of it. */
abstract class EngineLookedAt {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final String ZEROS = "0".repeat(64);

    static final List<String> LOOKS = List.of(
            "GET /_ping", "GET /info", "GET /version", "GET /containers/json?all=1", "GET /system/df?verbose=1");

    /** None of these can do anything, whoever lets them through. */
    static final List<String> PROBES = List.of(
            "GET /containers/" + ZEROS + "/json",
            "GET /containers/" + ZEROS + "/logs?stdout=1&stderr=1&tail=1",
            "GET /events?since=1&until=2",
            "POST /containers/" + ZEROS + "/start",
            "POST /containers/" + ZEROS + "/restart?t=10",
            "POST /containers/" + ZEROS + "/unpause",
            "POST /containers/create homelab doctor",
            "POST /containers/" + ZEROS + "/exec homelab doctor",
            "DELETE /containers/" + ZEROS,
            "POST /images/create?fromImage=HOMELAB-AGENT-DOCTOR",
            "POST /volumes/create homelab doctor",
            "GET /homelab-agent-doctor");

    static final FakeEngine.Answer NO_SUCH =
            FakeEngine.status(404, "{\"message\":\"No such container: " + ZEROS + "\"}");
    static final FakeEngine.Answer BAD = FakeEngine.status(400, "{\"message\":\"must be application/json\"}");
    static final FakeEngine.Answer FORBIDDEN = FakeEngine.status(403, "Forbidden\n");

    Path folder;
    FakeEngine engine;

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        folder = temporary;
        engine = FakeEngine.well(folder)
                .on("/version", FakeEngine.json("{\"Version\":\"28.0.1\",\"ApiVersion\":\"1.48\"}"))
                .on("/containers/" + ZEROS, NO_SUCH)
                .on("/containers/create", BAD)
                .on("/containers/" + ZEROS + "/exec", BAD)
                .on(
                        "/images/create",
                        FakeEngine.status(
                                400, "{\"message\":\"invalid reference format: repository name must be lowercase\"}"))
                .on("/volumes/create", BAD);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private static final Set<String> DISK = Set.of("disk", "right to list");

    /** What came of it, a line for each check and one more for its cure; without what is about the disk. */
    List<String> look(boolean healing) {
        return look(AddressConfig.parse(engine.host(), Optional.empty()), healing);
    }

    List<String> look(AddressConfig address, boolean healing) {
        return look(address, healing, false);
    }

    /** What came of looking at the disk. */
    List<String> lookAtDisk() {
        return look(AddressConfig.parse(engine.host(), Optional.empty()), true, true);
    }

    private List<String> look(AddressConfig address, boolean healing, boolean ofTheDisk) {
        var mounts = folder.resolve("mountinfo");
        var config = new DockerConfig("lab", address, DockerConfig.INTERVAL, Optional.of(mounts), Optional.empty());
        var checks = new ArrayList<Check>();
        try (var docker = new DockerIntegration(config, InstantSource.fixed(NOW))) {
            docker.checkup().look(healing, checks::add);
        }
        return checks.stream()
                .filter(check -> ofTheDisk == DISK.contains(check.name()))
                .flatMap(check -> Stream.concat(
                        Stream.of(check.level() + " " + check.name() + ": " + check.seen()), check.cure().stream()))
                .toList();
    }

    static final List<String> FINE = List.of(
            "OK socket: something answers",
            "OK clock: the engine's agrees with the agent's",
            "OK version: Docker 28.0.1, API 1.48",
            "OK right to look: list, inspect, logs and events are allowed");

    static List<String> after(List<String> first, String... then) {
        return Stream.concat(first.stream(), Arrays.stream(then)).toList();
    }

    void container(String id, String json) {
        engine.on("/containers/" + id + "/json", FakeEngine.json(json));
    }
}
