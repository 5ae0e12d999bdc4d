package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What runs on a fake engine. What happens to it is told as Docker tells it, and starts are obeyed. */
public final class FakeContainers {
    private static final JsonMapper JSON = new JsonMapper();

    private final FakeEngine engine;
    private final InstantSource clock;
    private final Map<String, Box> boxes = new ConcurrentHashMap<>();
    /** What it remembers: the last 256, as Docker does. */
    private final Deque<String> told = new ConcurrentLinkedDeque<>();

    private final List<BlockingQueue<String>> listeners = new CopyOnWriteArrayList<>();

    /** One container. */
    public static final class Box {
        private final String id;
        private final ObjectNode shown = JSON.createObjectNode();
        private volatile Instant startedAt;

        private Box(String id, Instant startedAt) {
            this.id = id;
            this.startedAt = startedAt;
        }

        public String id() {
            return id;
        }
    }

    private FakeContainers(FakeEngine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    public static FakeContainers on(FakeEngine engine, InstantSource clock) {
        var containers = new FakeContainers(engine, clock);
        engine.on("/info", out -> FakeEngine.json(containers.info()).write(out))
                .on(
                        "/containers/json",
                        out -> FakeEngine.json(containers.list()).write(out))
                .on(
                        FakeEngine.REPLAY,
                        out -> FakeEngine.json(String.join("\n", containers.told))
                                .write(out))
                .on("/events", containers::tell);
        return containers;
    }

    public Box run(String name) {
        return run(name, ignored -> {});
    }

    /** @param more what its inspection shows besides, or in place of the usual */
    public Box run(String name, Consumer<ObjectNode> more) {
        var id = "%012x%052x".formatted(boxes.size() + 1, 0);
        var box = new Box(id, clock.instant());
        box.shown.put("Id", id).put("Name", "/" + name).put("RestartCount", 0);
        box.shown.putObject("Config").put("Tty", true).putObject("Labels");
        box.shown.putObject("HostConfig").put("NetworkMode", "bridge");
        box.shown.putObject("State").put("Status", "running").put("StartedAt", box.startedAt.toString());
        more.accept(box.shown);
        boxes.put(id, box);
        showAgain(box);
        engine.on("/containers/" + id + "/logs", FakeEngine.json("it said this\n"))
                .on("/containers/" + id + "/start", out -> start(box, out));
        event(box, "create", Map.of());
        event(box, "start", Map.of());
        return box;
    }

    /** Inspecting it works, whatever it did before. */
    public void showAgain(Box box) {
        engine.on(
                "/containers/" + box.id + "/json",
                out -> FakeEngine.json(text(box)).write(out));
    }

    /** Its inspection shows something else from now on, and its health check says so. */
    public void changes(Box box, Consumer<ObjectNode> change) {
        synchronized (box) {
            change.accept(box.shown);
        }
        event(box, "health_status: unhealthy", Map.of());
    }

    /** Ends by itself; the engine tells it to those who listen, and remembers it. */
    public void crash(Box box, int code) {
        synchronized (box) {
            state(box)
                    .put("Status", "exited")
                    .put("ExitCode", code)
                    .put("FinishedAt", clock.instant().toString());
        }
        event(box, "die", Map.of("exitCode", String.valueOf(code)));
    }

    /** How often it was asked to do something. */
    public long asked(Box box) {
        return engine.requests().stream()
                .filter(("POST /containers/" + box.id + "/start")::equals)
                .count();
    }

    /** A line of the event stream. */
    public void tells(String line) {
        told.add(line);
        while (told.size() > EngineApi.REPLAYED_AT_MOST) told.poll();
        listeners.forEach(listener -> listener.add(line));
    }

    private void start(Box box, OutputStream out) throws IOException {
        synchronized (box) {
            box.startedAt = clock.instant();
            state(box).put("Status", "running").put("ExitCode", 0).put("StartedAt", box.startedAt.toString());
        }
        event(box, "start", Map.of());
        FakeEngine.raw(out, "HTTP/1.1 204 No Content\r\n\r\n");
    }

    private static ObjectNode state(Box box) {
        return (ObjectNode) box.shown.path("State");
    }

    private static String text(Box box) {
        synchronized (box) {
            return JSON.writeValueAsString(box.shown);
        }
    }

    private String info() {
        return "{\"ID\":\"ENGINE\",\"ServerVersion\":\"20.10\",\"SystemTime\":\"" + clock.instant() + "\"}";
    }

    private String list() {
        var list = JSON.createArrayNode();
        for (var box : boxes.values()) {
            var state = state(box).path("Status").asString("");
            list.addObject()
                    .put("Id", box.id)
                    .put("State", state)
                    .put("Status", state + " " + box.startedAt)
                    .set("Labels", box.shown.path("Config").path("Labels"));
        }
        return JSON.writeValueAsString(list);
    }

    private void event(Box box, String action, Map<String, String> attributes) {
        var line = JSON.createObjectNode();
        line.put("Type", "container").put("Action", action);
        var actor = line.putObject("Actor").put("ID", box.id).putObject("Attributes");
        actor.put("name", box.shown.path("Name").asString(""));
        attributes.forEach(actor::put);
        line.put("timeNano", Duration.between(Instant.EPOCH, clock.instant()).toNanos());
        tells(JSON.writeValueAsString(line));
    }

    /** All that it remembers, then what happens: listening begins first, so that nothing falls between. */
    public void tell(OutputStream out) throws IOException, InterruptedException {
        var listener = new LinkedBlockingQueue<String>();
        listeners.add(listener);
        try {
            FakeEngine.raw(out, "HTTP/1.1 200 OK\r\n\r\n");
            for (var line : told) write(out, line);
            while (true) write(out, listener.take());
        } finally {
            listeners.remove(listener);
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(UTF_8));
        out.flush();
    }
}
