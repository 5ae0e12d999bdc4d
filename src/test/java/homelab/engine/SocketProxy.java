package homelab.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The socket proxy that is shipped, between a test and its engine. */
public final class SocketProxy implements AutoCloseable {
    private static final Path SETTINGS = Path.of("packaging/socket-proxy/haproxy.cfg");

    private final Path socket;
    private final Process process;

    private SocketProxy(Path socket, Process process) {
        this.socket = socket;
        this.process = process;
    }

    /** Skips the calling test where there is no HAProxy; with CI=true that is a failure instead. */
    public static void require() {
        if (Shell.where("haproxy").isPresent()) return;
        if ("true".equals(System.getenv("CI"))) fail("CI must run this test, but haproxy is not installed");
        abort("skipped: haproxy is not installed");
    }

    /** Returns once it listens. */
    public static SocketProxy before(Engine engine, Path directory, boolean mayRepair) throws IOException {
        return before(engine, directory, mayRepair, false);
    }

    /** One that lets clean up, and nothing else be done. */
    public static SocketProxy cleaning(Engine engine, Path directory) throws IOException {
        return before(engine, directory, false, true);
    }

    private static SocketProxy before(Engine engine, Path directory, boolean mayRepair, boolean mayClean)
            throws IOException {
        var socket = directory.resolve("proxy.sock");
        var command = new ProcessBuilder("haproxy", "-db", "-f", SETTINGS.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("proxy.log").toFile());
        command.environment().put("PROXY_SOCKET", socket.toString());
        command.environment().put("ENGINE_SOCKET", engine.host().substring("unix://".length()));
        command.environment().put("ALLOW_REPAIR", mayRepair ? "1" : "0");
        command.environment().put("ALLOW_CLEANUP", mayClean ? "1" : "0");
        var process = command.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            if (!process.isAlive()) throw new IllegalStateException(Files.readString(directory.resolve("proxy.log")));
            return Files.exists(socket);
        });
        return new SocketProxy(socket, process);
    }

    public String host() {
        return "unix://" + socket;
    }

    /** What Docker's own command line gets to hear through it. */
    public Shell.Result docker(String... arguments) {
        var command = new ArrayList<>(List.of("docker", "-H", host()));
        command.addAll(List.of(arguments));
        return Shell.run(20_000, command);
    }

    /**
     * Sends a request byte by byte as it is written here, with {@code \n} for the end of a line, and hands back the whole
     * answer. The other side must close the connection.
     */
    public String ask(String request) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.replace("\n", "\r\n").getBytes(ISO_8859_1)));
            return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
