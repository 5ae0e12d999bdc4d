package homelab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listens to an engine through Docker's own client and writes down everything. */
final class Judge implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Engine engine;
    private final List<Engine.Heard> heard = new CopyOnWriteArrayList<>();
    private Optional<Process> client = Optional.empty();

    Judge(Engine engine) {
        this.engine = engine;
    }

    List<Engine.Heard> heard() {
        return List.copyOf(heard);
    }

    /** From the engine's start on: a fresh engine remembers nothing of its life before, so nothing is heard twice. */
    void listen() {
        close();
        try {
            var process = new ProcessBuilder(engine.command("events", "--since", "1", "--format", "{{json .}}"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            client = Optional.of(process);
            Thread.ofVirtual().start(() -> write(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Process process) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine())
                heard.add(read(JSON.readTree(line)));
        } catch (IOException e) {
            // The client was ended while it was being read.
        }
    }

    private static Engine.Heard read(JsonNode event) {
        var actor = event.path("Actor");
        var attributes = new TreeMap<String, String>();
        actor.path("Attributes")
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asString("")));
        return new Engine.Heard(
                actor.path("ID").asString(""),
                event.path("Type").asString("").equals("container") ? attributes.getOrDefault("name", "") : "",
                event.path("Action").asString(""),
                attributes,
                event.path("timeNano").asLong(0));
    }

    @Override
    public void close() {
        client.ifPresent(Process::destroyForcibly);
    }
}
