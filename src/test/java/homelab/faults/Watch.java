package homelab.faults;

import static org.awaitility.Awaitility.await;

import homelab.app.App;
import homelab.app.Integrations;
import homelab.app.config.Config;
import homelab.engine.Engine;
import homelab.integration.docker.DockerConfig;
import homelab.integration.logfile.LogFileConfig;
import homelab.loop.LoopConfig;
import homelab.loop.decide.Limits;
import homelab.store.StoreException;
import homelab.web.WebConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole agent, healing, over one engine. What it did is told by the engine's own events and by what it wrote to
 * people, never by what it remembers.
 */
final class Watch implements AutoCloseable {
    /** Ends at once when it is asked to, as most services do. */
    static final String SERVICE = "trap 'exit 0' TERM; sleep 100000 & wait";

    private static final JsonMapper JSON = new JsonMapper();

    private final Path notifications;
    private final App app;

    private Watch(Path notifications, App app) {
        this.notifications = notifications;
        this.app = app;
    }

    /** Returns once it has seen every container that there is. */
    static Watch over(Engine engine, Path data) {
        return new Way(data, engine.host()).over(engine);
    }

    /** The agent's own surroundings, where a test needs others than the usual ones. */
    record Way(Path data, String host, Optional<String> self, Duration settle) {
        Way(Path data, String host) {
            this(data, host, Optional.empty(), Duration.ofSeconds(5));
        }

        Way self(String container) {
            return new Way(data, host, Optional.of(container), settle);
        }

        /** As long as the product itself waits before it believes that something runs. */
        Way patient() {
            return new Way(data, host, self, LoopConfig.defaults().settle());
        }

        Watch over(Engine engine) {
            try {
                var clock = InstantSource.system();
                var watch = new Watch(notifications(), App.start(config(), Integrations.of(config(), clock), clock));
                watch.awaitSeen(engine.docker("ps", "-a", "--format", "{{.Names}}")
                        .lines()
                        .toArray(String[]::new));
                return watch;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (StoreException e) {
                throw new IllegalStateException(e);
            }
        }

        private Path notifications() {
            return data.resolve("notifications.log");
        }

        private Config config() {
            return new Config(
                    data,
                    new LoopConfig(
                            Optional.of(true), Map.of(), settle, Limits.defaults(), self, Duration.ofSeconds(60)),
                    List.of(DockerConfig.of("lab", host)),
                    new WebConfig("127.0.0.1", 0, Optional.empty()),
                    new LogFileConfig(notifications()));
        }
    }

    App app() {
        return app;
    }

    void awaitSeen(String... names) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> app.desk().resources().stream()
                        .map(one -> one.resource().name())
                        .toList()
                        .containsAll(List.of(names)));
    }

    /** Starts that the engine told since this container was made; the first is its own. */
    static long starts(Engine engine, String container) {
        return count(engine, container, "start");
    }

    static long count(Engine engine, String container, String action) {
        return engine.events(container).stream()
                .filter(event -> event.action().equals(action))
                .count();
    }

    /** Services that nothing happens to. A handful of falls among them is no storm. */
    static List<String> fill(Engine engine, String prefix, int howMany) {
        var names = IntStream.range(0, howMany).mapToObj(i -> prefix + i).toList();
        names.parallelStream()
                .forEach(name -> engine.run(name, "--network", "none", Engine.IMAGE, "sh", "-c", SERVICE));
        return names;
    }

    /** What people were told, in order. */
    List<JsonNode> told() {
        try {
            return Files.exists(notifications)
                    ? Files.readAllLines(notifications).stream()
                            .map(JSON::readTree)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What people were told about this one. */
    List<JsonNode> told(String name) {
        return told().stream().filter(line -> line.toString().contains(name)).toList();
    }

    /** The kinds of what people were told about this one, in order. */
    List<String> keys(String name) {
        return told(name).stream()
                .map(line -> line.path("key").asString().replaceAll(":.*", ""))
                .toList();
    }

    /** How many lines asked something about this one. */
    long questions(String name) {
        return told(name).stream().filter(line -> line.has("question")).count();
    }

    /** Those of them that were started or restarted after the one start that made them. */
    static List<String> touched(Engine engine, String... names) {
        return Arrays.stream(names)
                .filter(name -> starts(engine, name) > 1 || count(engine, name, "restart") > 0)
                .toList();
    }

    static Stream<String> running(Engine engine) {
        return engine.docker("ps", "--format", "{{.Names}}").lines();
    }

    @Override
    public void close() {
        app.close();
    }
}
