package homelab.faults;

import static org.awaitility.Awaitility.await;

import homelab.app.App;
import homelab.app.Integrations;
import homelab.app.config.Config;
import homelab.engine.Engine;
import homelab.integration.Desk;
import homelab.integration.docker.DockerConfig;
import homelab.integration.logfile.LogFileConfig;
import homelab.loop.LoopConfig;
import homelab.loop.decide.Limits;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.store.StoreException;
import homelab.web.WebConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path data;
    private final App app;

    private Watch(Path data, App app) {
        this.data = data;
        this.app = app;
    }

    /** Returns once it has seen every container that there is. */
    static Watch over(Engine engine, Path data) {
        return new Way(data, engine.host()).over(engine);
    }

    /** Returns at once. */
    static Watch over(DockerConfig engine, Path data) {
        return over(List.of(engine), data);
    }

    /** Returns at once. */
    static Watch over(List<DockerConfig> engines, Path data) {
        return new Way(data, engines, Optional.empty(), Duration.ofSeconds(5)).start();
    }

    /** The agent's own surroundings, where a test needs others than the usual ones. */
    record Way(Path data, List<DockerConfig> engines, Optional<String> self, Duration settle) {
        Way(Path data, DockerConfig engine, Optional<String> self, Duration settle) {
            this(data, List.of(engine), self, settle);
        }

        Way(Path data, String host) {
            this(data, DockerConfig.of("lab", host), Optional.empty(), Duration.ofSeconds(5));
        }

        Way self(String container) {
            return new Way(data, engines, Optional.of(container), settle);
        }

        /** As long as the product itself waits before it believes that something runs. */
        Way patient() {
            return new Way(data, engines, self, LoopConfig.defaults().settle());
        }

        /** Returns once it has seen every container that there is. */
        Watch over(Engine real) {
            var watch = start();
            watch.awaitSeen(
                    real.docker("ps", "-a", "--format", "{{.Names}}").lines().toArray(String[]::new));
            return watch;
        }

        Watch start() {
            try {
                var clock = InstantSource.system();
                return new Watch(data, App.start(config(), Integrations.of(config(), clock), clock));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (StoreException e) {
                throw new IllegalStateException(e);
            }
        }

        private Config config() {
            return new Config(
                    data,
                    new LoopConfig(
                            Optional.of(true), Map.of(), settle, Limits.defaults(), self, Duration.ofSeconds(60)),
                    engines,
                    new WebConfig("127.0.0.1", 0, Optional.empty()),
                    new LogFileConfig(notifications(data)));
        }
    }

    /** Somebody says yes to what was asked about this incident. */
    void approve(String incident) {
        var yes = new Desk.Word.Approve(Incident.Id.parse(incident).orElseThrow(), Optional.empty());
        app.desk().say(new Person("ada", "test"), yes).toCompletableFuture().join();
    }

    static Path notifications(Path data) {
        return data.resolve("notifications.log");
    }

    App app() {
        return app;
    }

    Path data() {
        return data;
    }

    int port() {
        return app.port().orElseThrow();
    }

    /** What its own door answers, with the token that it made. */
    HttpResponse<String> get(String path) {
        try {
            var token = Files.readString(data.resolve("api-token")).strip();
            var address = "http://127.0.0.1:" + port() + path;
            return client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Authorization", "Bearer " + token)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String path) {
        return JSON.readTree(get(path).body());
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
        var notifications = notifications(data);
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
        client.close();
        app.close();
    }
}
