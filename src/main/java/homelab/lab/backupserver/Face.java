package homelab.lab.backupserver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import homelab.lab.proxmox.Certificates;
import homelab.lab.proxmox.Request;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/** The server's HTTPS port, as proxmox-backup-proxy speaks; a connection serves one request. */
final class Face implements AutoCloseable {
    private final Desk desk;
    private final Journal journal;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Certificates certificate;
    private volatile boolean up = true;

    /** Answers a request. */
    interface Desk {
        Reply answer(Request request);
    }

    Face(Desk desk, Journal journal, Certificates certificate) throws IOException {
        this.desk = desk;
        this.journal = journal;
        this.certificate = certificate;
        this.server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread.ofVirtual().name("lab-backupserver").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    Certificates shown() {
        return certificate;
    }

    /** From now on it shows another. */
    void shows(Certificates other) {
        certificate = other;
    }

    /** @param yes whether it answers at all */
    void up(boolean yes) {
        up = yes;
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("lab-backupserver-request").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            if (!up) return;
            var factory = certificate.context().getSocketFactory();
            try (var socket = (SSLSocket) factory.createSocket(plain, null, plain.getPort(), true)) {
                socket.setUseClientMode(false);
                var request = Request.read(new BufferedInputStream(socket.getInputStream()));
                if (request.isEmpty()) return;
                journal.begins();
                Reply reply;
                try {
                    reply = desk.answer(request.get());
                    if (reply.delay().isPositive()) closed.await(reply.delay().toMillis(), TimeUnit.MILLISECONDS);
                    if (reply.body().isEmpty()) closed.await();
                } finally {
                    journal.ends();
                }
                send(reply, socket.getOutputStream());
            }
        } catch (IOException | IllegalArgumentException e) {
            // The other side went away, or spoke no HTTP.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(plain);
        }
    }

    private static void send(Reply reply, OutputStream out) throws IOException {
        var body = reply.body().orElseGet(() -> new byte[0]);
        var head = "HTTP/1.1 " + reply.status() + " " + (reply.status() == 200 ? "OK" : "Error") + "\r\n"
                + "Content-Type: application/json;charset=UTF-8\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Connection: close\r\n\r\n";
        out.write(head.getBytes(US_ASCII));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (var socket : open) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated backup server's port could not be closed", e);
        }
    }
}
