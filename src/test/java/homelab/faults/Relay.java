package homelab.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A Unix socket that passes everything on to another, as a socket proxy does, and can be cut. */
final class Relay implements AutoCloseable {
    private final Path socket;
    private final UnixDomainSocketAddress engine;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Relay(Path socket, Path engine) {
        this.socket = socket;
        this.engine = UnixDomainSocketAddress.of(engine);
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String host() {
        return "unix://" + socket;
    }

    /** Whoever comes is let in and dropped at once: nothing is known of the engine, not even that it is gone. */
    void cut() {
        cut = true;
        open.forEach(this::drop);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                if (cut) drop(client);
                else connect(client);
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void connect(SocketChannel client) {
        open.add(client);
        try {
            var there = SocketChannel.open(engine);
            open.add(there);
            Thread.ofVirtual().start(() -> pump(client, there));
            Thread.ofVirtual().start(() -> pump(there, client));
        } catch (IOException e) {
            drop(client);
        }
        if (cut) cut();
    }

    private void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(16 << 10);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) to.write(buffer);
                buffer.clear();
            }
        } catch (IOException e) {
            // One of the two ends hung up.
        } finally {
            drop(from);
            drop(to);
        }
    }

    private void drop(SocketChannel end) {
        open.remove(end);
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
