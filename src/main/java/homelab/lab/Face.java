package homelab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The simulated engine's HTTP API on a Unix socket: what the agent asks, and what the docker command asks for ps, start, stop. */
final class Face implements AutoCloseable {
    static final String API_VERSION = "1.41";

    private static final Pattern ON_CONTAINER = Pattern.compile("/containers/([A-Za-z0-9][A-Za-z0-9_.-]*)/([a-z]+)");
    private static final int LONGEST_LOG = 200;

    private final Engine engine;
    private final Path socket;
    private final BiConsumer<Request, Answer> journal;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** @param journal takes each request to change something, before it is answered */
    Face(Engine engine, Path socket, BiConsumer<Request, Answer> journal) throws IOException {
        this.engine = engine;
        this.socket = socket;
        this.journal = journal;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().name("lab").start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var channel = server.accept();
                open.add(channel);
                Thread.ofVirtual().name("lab-request").start(() -> serve(channel));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            var request = Request.read(new BufferedInputStream(Channels.newInputStream(channel)));
            if (request.isPresent()) answer(request.get(), channel, Channels.newOutputStream(channel));
        } catch (IOException e) {
            // The other side went away.
        } finally {
            open.remove(channel);
        }
    }

    private void answer(Request request, SocketChannel channel, OutputStream out) throws IOException {
        if (request.method().equals("POST")) change(request, out);
        else if (request.path().equals("/events")) events(request, channel, out);
        else show(request, out);
    }

    private void show(Request request, OutputStream out) throws IOException {
        var now = engine.now();
        switch (request.path()) {
            case "/_ping" ->
                send(out, 200, "text/plain", (request.method().equals("HEAD") ? "" : "OK").getBytes(UTF_8));
            case "/info" -> json(out, 200, Pages.info(engine.list(each -> each).size(), now));
            case "/system/df" -> json(out, 200, Pages.usage());
            case "/version" -> json(out, 200, Pages.version());
            case "/containers/json" -> {
                var all = Set.of("1", "true").contains(request.query().getOrDefault("all", "0"));
                json(
                        out,
                        200,
                        engine
                                .list(each ->
                                        all || each.isUp() ? Optional.of(Pages.listed(each, now)) : Optional.empty())
                                .stream()
                                .flatMap(Optional::stream)
                                .toList());
            }
            default -> showOne(request, out);
        }
    }

    private void showOne(Request request, OutputStream out) throws IOException {
        var matcher = ON_CONTAINER.matcher(request.path());
        if (!matcher.matches()) {
            refuse(out, 404, "page not found");
            return;
        }
        var name = matcher.group(1);
        switch (matcher.group(2)) {
            case "json" -> {
                var page = engine.look(name, each -> Pages.json(Pages.inspected(each)));
                if (page.isPresent())
                    send(out, 200, "application/json", page.get().getBytes(UTF_8));
                else refuse(out, 404, Answer.noSuch(name).message());
            }
            case "logs" -> {
                var tail = request.query().getOrDefault("tail", "");
                var most = tail.matches("[0-9]{1,3}") ? Integer.parseInt(tail) : LONGEST_LOG;
                var until = time(request.query().getOrDefault("until", "")).orElse(Instant.MAX);
                var lines = engine.look(name, each -> each.lastLines(most, until));
                if (lines.isPresent()) send(out, 200, "application/vnd.docker.raw-stream", Pages.framed(lines.get()));
                else refuse(out, 404, Answer.noSuch(name).message());
            }
            default -> refuse(out, 404, "page not found");
        }
    }

    private void change(Request request, OutputStream out) throws IOException {
        var matcher = ON_CONTAINER.matcher(request.path());
        var name = matcher.matches() ? matcher.group(1) : "";
        var answer = switch (matcher.matches() ? matcher.group(2) : "") {
            case "start" -> engine.start(name);
            case "stop" -> engine.stop(name);
            case "restart" -> engine.restart(name);
            case "kill" -> engine.kill(name, signal(request.query().getOrDefault("signal", "KILL")));
            case "pause" -> engine.pause(name);
            case "unpause" -> engine.unpause(name);
            default -> new Answer(404, "page not found");
        };
        journal.accept(request, answer);
        if (answer.message().isEmpty()) send(out, answer.status(), "application/json", new byte[0]);
        else refuse(out, answer.status(), answer.message());
    }

    private static int signal(String word) {
        return switch (word.replaceFirst("^SIG", "")) {
            case "KILL", "9" -> 9;
            case "TERM", "15" -> 15;
            case "HUP", "1" -> 1;
            default -> 10;
        };
    }

    private void events(Request request, SocketChannel channel, OutputStream out) throws IOException {
        var since = time(request.query().getOrDefault("since", "")).orElseGet(engine::now);
        var until = time(request.query().getOrDefault("until", ""));
        raw(out, head(200, "application/json") + "Transfer-Encoding: chunked\r\n\r\n");
        if (until.isPresent()) {
            for (var event : engine.events(since, until.get())) chunk(out, event);
            raw(out, "0\r\n\r\n");
            return;
        }
        var queue = engine.listen(since);
        var writer = Thread.ofVirtual().name("lab-events").start(() -> {
            try {
                while (true) chunk(out, queue.take());
            } catch (IOException | InterruptedException e) {
                // Nobody listens any more.
            }
        });
        try {
            // Whoever listens says nothing; the end of that silence is the end of listening.
            Channels.newInputStream(channel).transferTo(OutputStream.nullOutputStream());
        } finally {
            engine.leave(queue);
            writer.interrupt();
        }
    }

    private static void chunk(OutputStream out, EngineEvent event) throws IOException {
        var line = (Pages.json(event.json()) + "\n").getBytes(UTF_8);
        var chunk = new java.io.ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(line.length) + "\r\n").getBytes(UTF_8));
        chunk.writeBytes(line);
        chunk.writeBytes("\r\n".getBytes(UTF_8));
        out.write(chunk.toByteArray());
    }

    /** Seconds since 1970, with up to nine digits behind the point. */
    private static Optional<Instant> time(String text) {
        if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) return Optional.empty();
        var parts = new BigDecimal(text).divideAndRemainder(BigDecimal.ONE);
        return Optional.of(Instant.ofEpochSecond(
                parts[0].longValueExact(), parts[1].movePointRight(9).longValueExact()));
    }

    private static void json(OutputStream out, int status, Object value) throws IOException {
        send(out, status, "application/json", Pages.json(value).getBytes(UTF_8));
    }

    private static void refuse(OutputStream out, int status, String message) throws IOException {
        json(out, status, Pages.map("message", message));
    }

    private static void send(OutputStream out, int status, String type, byte[] body) throws IOException {
        var answer = new java.io.ByteArrayOutputStream();
        // What has no body by its status may not name a length.
        var length = status == 204 || status == 304 ? "" : "Content-Length: " + body.length + "\r\n";
        answer.writeBytes((head(status, type) + length + "\r\n").getBytes(UTF_8));
        answer.writeBytes(body);
        out.write(answer.toByteArray());
    }

    private static String head(int status, String type) {
        return "HTTP/1.1 " + status + " " + reason(status) + "\r\nApi-Version: " + API_VERSION
                + "\r\nDocker-Experimental: false\r\nOstype: linux\r\nServer: Docker/" + Engine.VERSION
                + " (lab)\r\nContent-Type: " + type + "\r\nConnection: close\r\n";
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            default -> "Internal Server Error";
        };
    }

    private static void raw(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        var failures = new ArrayList<IOException>();
        close(server, failures);
        open.forEach(channel -> close(channel, failures));
        close(() -> Files.deleteIfExists(socket), failures);
        if (!failures.isEmpty())
            throw new UncheckedIOException("the lab's socket " + socket + " could not be closed", failures.getFirst());
    }

    /** What does not close keeps none of the others open. */
    private static void close(Closeable part, List<IOException> failures) {
        try {
            part.close();
        } catch (IOException e) {
            failures.add(e);
        }
    }
}
