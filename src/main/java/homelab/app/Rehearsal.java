package homelab.app;

import com.sun.net.httpserver.HttpServer;
import homelab.cli.Cli;
import homelab.lab.Lab;
import homelab.lab.Script;
import homelab.lab.ScriptException;
import homelab.lab.Transcript;
import homelab.store.NativeLibrary;
import homelab.store.Store;
import homelab.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Goes through the short commands once against canned answers, so that the JVM can be told to keep the classes they
 * need ready ({@code -XX:AOTCacheOutput}), and unpacks SQLite's library for good. Started by the build only; touches no
 * agent, an engine that is simulated, and data of its own only.
 */
final class Rehearsal {
    private Rehearsal() {}

    private static final Map<String, String> ANSWERS = Map.of(
            "/livez",
            """
            {"status":"up"}""",
            "/readyz",
            """
            {"status":"ready"}""",
            "/api/status",
            """
            {"state":"HEALTHY","mode":"observe","paused":false,"version":"0","since":"2026-01-01T00:00:00Z",
             "openIncidents":1,"pendingApprovals":0,"sources":[{"name":"docker","state":"SEEN"}]}""",
            "/api/incidents",
            """
            {"items":[{"id":"INC-1","title":"a","stage":"RESOLVED","openedAt":"2026-01-01T00:00:00Z"}],"total":1}""",
            "/api/incidents/INC-1",
            """
            {"id":"INC-1","title":"a","stage":"ESCALATED","openedAt":"2026-01-01T00:00:00Z","confidence":0.5,
             "cause":"crashed","evidence":[{"from":"log","lines":["b"]}],"remedy":{"hash":"0","risk":"LOW",
             "steps":[{"action":"container.start","target":"c"}]},"timeline":[{"at":"2026-01-01T00:00:00Z","what":"d"}]}""",
            "/api/link",
            """
            {"link":"http://127.0.0.1:1/enter/a","ends":"2026-01-01T00:00:00Z"}""",
            "/api",
            """
            {"done":"e"}""");

    /** @param args a configuration file to read; where SQLite's library is to be unpacked */
    static void main(String[] args) {
        int code = 1;
        try {
            var library = Path.of(args[1]);
            NativeLibrary.unpack(library);
            System.setProperty(NativeLibrary.PROPERTY, library.toString());
            rehearse(args[0], folder(library));
            code = 0;
        } catch (IOException | StoreException | ScriptException | RuntimeException | LinkageError e) {
            LoggerFactory.getLogger(Rehearsal.class).error("The rehearsal failed", e);
        } finally {
            // Threads that serve would hold up whoever waits for the end.
            System.exit(code);
        }
    }

    /** The temporary directory may be missing, and beside the library can be written. */
    private static Path folder(Path library) throws IOException {
        try {
            return Files.createTempDirectory("homelab-rehearsal");
        } catch (IOException e) {
            return Files.createTempDirectory(library.toAbsolutePath().getParent(), "rehearsal");
        }
    }

    private static void rehearse(String configuration, Path data) throws IOException, StoreException, ScriptException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ANSWERS.forEach((path, answer) -> server.createContext(path, exchange -> {
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }));
        server.start();
        Store.open(data, "rehearsal", InstantSource.system()).close();
        var socket = data.resolve("docker.sock");
        var lab = Lab.open(
                Script.named(Script.NAMES.getFirst()),
                socket,
                InstantSource.system(),
                new Transcript(ignored -> {}),
                (about, yes) -> {});
        var environment = Map.of(
                "DASHBOARD_PORT", Integer.toString(server.getAddress().getPort()),
                "HOMELAB_DATA", data.toString(),
                "DOCKER_HOST", "unix://" + socket);
        for (var command : new String[] {
            "version",
            "status",
            "status --json",
            "incidents",
            "incidents list --open",
            "incidents show INC-1",
            "mode heal",
            "link",
            "approve INC-1",
            "reject INC-1",
            "pause",
            "resume",
            "journal verify",
            "config show",
            "doctor",
            "config check --config " + configuration
        }) {
            var nowhere = new PrintWriter(Writer.nullWriter());
            new Cli(new Entry(environment), nowhere, nowhere).run(command.split(" ", -1));
        }
        lab.close();
        server.stop(0);
        try (var files = Files.list(data)) {
            for (var file : files.toList()) Files.delete(file);
        }
        Files.delete(data);
    }
}
