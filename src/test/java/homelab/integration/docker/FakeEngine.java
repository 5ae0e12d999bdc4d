package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Something that listens where an engine should and answers as it was told to, well or badly. */
public final class FakeEngine implements AutoCloseable {
    /** Stands for every request for the events up to a time. */
    static final String REPLAY = "replay";

    private final Path socket;
    private final AtomicLong written = new AtomicLong();
    private ServerSocketChannel server;
    private volatile Optional<Answer> toAll = Optional.empty();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

    /** Writes to the one who asked; the connection is closed when it returns. */
    public interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * A request as it came.
     *
     * @param at {@link System#nanoTime()}
     */
    public record Asked(String request, long at) {}

    FakeEngine(Path folder) throws IOException {
        socket = folder.resolve("s");
        server = listening();
    }

    private ServerSocketChannel listening() throws IOException {
        Files.deleteIfExists(socket);
        var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(() -> accept(listening));
        return listening;
    }

    /** A well-behaved engine without containers and without a past. */
    public static FakeEngine well(Path folder) throws IOException {
        return new FakeEngine(folder)
                .on("/_ping", json("\"OK\""))
                .on(
                        "/info",
                        json("{\"ID\":\"ENGINE\",\"ServerVersion\":\"20.10\",\"SystemTime\":\"2026-01-01T00:00:00Z\"}"))
                .on("/containers/json", json("[]"))
                .on(REPLAY, json(""))
                .on("/events", stream());
    }

    /** Of all beginnings that fit a request's path, or its method and path, the longest decides. */
    public FakeEngine on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /** Answers each request like this, whatever was agreed on. */
    public void toAll(Answer answer) {
        toAll = Optional.of(answer);
    }

    /** Answers again as was agreed on; what hangs stays hanging. */
    public void recovers() {
        toAll = Optional.empty();
    }

    /** Listens again where it was closed. */
    public void comesBack() throws IOException {
        server = listening();
    }

    public static Answer json(String body) {
        return status(200, body);
    }

    public static Answer status(int status, String body) {
        return bytes(status, body.getBytes(UTF_8));
    }

    public static Answer bytes(int status, byte[] body) {
        return out -> {
            raw(out, "HTTP/1.1 " + status + " Word\r\nContent-Length: " + body.length + "\r\n\r\n");
            out.write(body);
        };
    }

    /** A stream that says these lines and then stays open. */
    public static Answer stream(String... lines) {
        return out -> {
            raw(out, "HTTP/1.1 200 OK\r\n\r\n");
            for (var line : lines) raw(out, line + "\n");
            new CountDownLatch(1).await();
        };
    }

    public static Answer garbage() {
        return out -> raw(out, "\0\1\2 this is no HTTP at all\r\n".repeat(20));
    }

    public static Answer silence() {
        return out -> new CountDownLatch(1).await();
    }

    public static Answer endless(String piece) {
        return out -> {
            raw(out, "HTTP/1.1 200 OK\r\n\r\n");
            for (var bytes = piece.getBytes(UTF_8); ; ) out.write(bytes);
        };
    }

    public static void raw(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    Path socket() {
        return socket;
    }

    public String host() {
        return "unix://" + socket;
    }

    /** What was asked, as {@code GET /path}, with the body after that where there was one. */
    public List<String> requests() {
        return asked().stream().map(Asked::request).toList();
    }

    public List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    /** Bytes that were sent to whoever asked. */
    public long written() {
        return written.get();
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                var channel = listening.accept();
                open.add(channel);
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            var reader = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), ISO_8859_1));
            var first = reader.readLine();
            if (first == null) return;
            var length = 0;
            for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine())
                if (line.startsWith("Content-Length: ")) length = Integer.parseInt(line.substring(16));
            var body = new char[length];
            for (var read = 0; read < length; ) read += reader.read(body, read, length - read);
            var request = first.replace(" HTTP/1.1", "");
            asked.add(new Asked(length == 0 ? request : request + " " + new String(body), System.nanoTime()));
            var whole = request.substring(request.indexOf(' ') + 1);
            var path = whole.startsWith("/events") && whole.contains("&until=") ? REPLAY : whole;
            toAll.orElseGet(() -> agreed(request, path)).write(counted(Channels.newOutputStream(channel)));
        } catch (IOException e) {
            // The other side went away, as it should from a bad answer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer agreed(String request, String path) {
        var exactly = answers.get(path);
        if (exactly != null && !answers.containsKey(request)) return exactly;
        return answers.keySet().stream()
                .filter(known -> path.startsWith(known) || request.startsWith(known))
                .max(Comparator.comparingInt(String::length))
                .map(answers::get)
                .orElse(status(404, "{\"message\":\"page not found\"}"));
    }

    private OutputStream counted(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                written.addAndGet(length);
            }
        };
    }

    /** Ends every connection, as an engine does that falls; it still listens. */
    public void hangUp() {
        open.forEach(channel -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        open.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        hangUp();
    }
}
