package homelab.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A line between an agent and its database that can be cut: for good, for a while, or at a commit. */
public final class Relay implements AutoCloseable {
    private static final int LARGEST = 64 * 1024;
    /** A statement that was given a name: postgresql.org/docs/current/protocol-message-formats.html (Parse) */
    private static final Pattern PREPARED_COMMIT = Pattern.compile("(?s)P....([^\0]+)\0COMMIT\0");

    /** When it cuts by itself. */
    public enum Cut {
        NEVER,
        /** What would commit does not reach the database any more. */
        BEFORE_THE_COMMIT,
        /** The database has committed, and nobody hears of it. */
        AFTER_THE_COMMIT
    }

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean connected = true;
    private final AtomicInteger until = new AtomicInteger();
    private volatile Cut next = Cut.NEVER;

    private Relay(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** Begins to relay to a port on the loopback. */
    public static Relay to(int target) {
        try {
            var relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(relay::welcome);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Cuts all that is open, and lets nobody through until {@link #mend()}. */
    public void cut() {
        connected = false;
        open.forEach(Relay::end);
    }

    public void mend() {
        connected = true;
    }

    /** Once, at the next commit. */
    public void cutAt(Cut cut) {
        cutAt(cut, 0);
    }

    /** Once, after so many commits. */
    public void cutAt(Cut cut, int after) {
        until.set(after);
        next = cut;
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                open.add(client);
                if (connected) Thread.ofVirtual().start(() -> connect(client));
                else end(client);
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            var line = new Line(client, server);
            Thread.ofVirtual().start(line::up);
            line.down();
        } catch (IOException e) {
            end(client);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection through the relay. */
    private final class Line {
        private final Socket client;
        private final Socket server;
        private volatile boolean mute;
        private String commit = "";

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void up() {
            pass(client, server, true);
        }

        void down() {
            pass(server, client, false);
        }

        private void pass(Socket from, Socket to, boolean up) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                var bytes = new byte[LARGEST];
                for (var n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    if (up && commits(bytes, n) && isCutBefore()) return;
                    if (mute && !up) return;
                    out.write(bytes, 0, n);
                    out.flush();
                }
            } catch (IOException e) {
                // One of the two hung up.
            } finally {
                end(client);
                end(server);
            }
        }

        /** Says "COMMIT", or runs what was prepared to say it. */
        private boolean commits(byte[] bytes, int n) {
            var text = new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
            var prepared = PREPARED_COMMIT.matcher(text);
            if (prepared.find()) commit = prepared.group(1);
            return text.contains("COMMIT\0") || (!commit.isEmpty() && text.contains("\0" + commit + "\0"));
        }

        private boolean isCutBefore() {
            if (next == Cut.NEVER || until.getAndDecrement() > 0) return false;
            var cut = next;
            next = Cut.NEVER;
            mute = cut == Cut.AFTER_THE_COMMIT;
            return cut == Cut.BEFORE_THE_COMMIT;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(Relay::end);
    }
}
