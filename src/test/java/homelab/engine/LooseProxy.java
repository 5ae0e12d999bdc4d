package homelab.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A socket proxy as many have it: it lets whole sections of the API through, as Tecnativa/docker-socket-proxy does, and
 * answers the rest with 403.
 */
public final class LooseProxy implements AutoCloseable {
    private static final String REFUSAL = """
            HTTP/1.1 403 Forbidden\r
            Connection: close\r
            Content-Type: text/html\r
            \r
            <html><body><h1>403 Forbidden</h1>
            Request forbidden by administrative rules.
            </body></html>
            """;

    private final ServerSocketChannel server;
    private final Path socket;
    private final Path engine;
    private final Pattern allowed;
    private final boolean post;

    private LooseProxy(Engine engine, Pattern allowed, boolean post) throws IOException {
        this.engine = engine.socket();
        this.socket = engine.directory("proxy").resolve("s");
        this.allowed = allowed;
        this.post = post;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    /**
     * @param sections of the API, such as {@code version|containers}
     * @param post whether POST and DELETE go through too
     */
    public static LooseProxy before(Engine engine, String sections, boolean post) throws IOException {
        return new LooseProxy(engine, Pattern.compile("(/v[\\d.]+)?/(" + sections + ").*"), post);
    }

    public String host() {
        return "unix://" + socket;
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            var in = Channels.newInputStream(client);
            var out = Channels.newOutputStream(client);
            var head = head(in);
            if (head.isEmpty()) return; // somebody only knocked
            var words = head.split(" ", 3);
            if (!(post || words[0].equals("GET")) || !allowed.matcher(words[1]).matches()) {
                out.write(REFUSAL.getBytes(ISO_8859_1));
                return;
            }
            try (var behind = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
                var there = Channels.newOutputStream(behind);
                there.write(head.getBytes(ISO_8859_1));
                Thread.ofVirtual().start(() -> pass(in, there));
                Channels.newInputStream(behind).transferTo(out);
            }
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    private static void pass(InputStream in, OutputStream there) {
        try {
            in.transferTo(there);
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    /** Up to the empty line. */
    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int last = 0, next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            if (next == '\n' && last == '\n') break;
            if (next != '\r') last = next;
        }
        return bytes.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
