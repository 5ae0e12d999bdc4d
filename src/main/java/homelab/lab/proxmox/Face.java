package homelab.lab.proxmox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;

/** The cluster's HTTPS port, as pveproxy speaks: reason phrases of its own, and no connection outlives a refusal. */
final class Face implements AutoCloseable {
    private static final int WORTH_PACKING = 1024;

    private final Desk desk;
    private final Journal journal;
    private final BooleanSupplier isUp;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Certificates certificate;

    /** @param isUp whether the node runs whose port this is */
    Face(Desk desk, Journal journal, Certificates certificate, BooleanSupplier isUp) throws IOException {
        this.desk = desk;
        this.journal = journal;
        this.certificate = certificate;
        this.isUp = isUp;
        this.server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread.ofVirtual().name("lab-proxmox").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on it shows another; whoever is connected must come again. */
    void shows(Certificates other) {
        certificate = other;
        dropAll();
    }

    void dropAll() {
        open.forEach(Face::drop);
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("lab-proxmox-request").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            if (!isUp.getAsBoolean()) return;
            var factory = certificate.context().getSocketFactory();
            plain.setTcpNoDelay(true);
            try (var socket = (javax.net.ssl.SSLSocket) factory.createSocket(plain, null, plain.getPort(), true)) {
                socket.setUseClientMode(false);
                serve(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
            }
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            // The other side went away, or spoke no HTTP.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(plain);
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException, InterruptedException {
        while (true) {
            var request = Request.read(in);
            if (request.isEmpty() || !isUp.getAsBoolean()) return;
            var worker = desk.worker(request.get());
            journal.begins(worker);
            try {
                if (!answer(request.get(), out)) return;
            } finally {
                journal.ends(worker);
            }
        }
    }

    /** Says whether the connection stays open. */
    private boolean answer(Request request, OutputStream out) throws IOException, InterruptedException {
        var reply = desk.answer(request);
        waits(reply.delay());
        return switch (reply.manner()) {
            case CUT -> false;
            case SILENT -> {
                closed.await();
                yield false;
            }
            case PLAIN -> {
                send(request, reply, out);
                yield reply.status() < 400;
            }
        };
    }

    private void waits(Duration time) throws InterruptedException {
        if (time.isPositive() && closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) return;
    }

    private static void send(Request request, Reply reply, OutputStream out) throws IOException {
        var body = reply.body().map(it -> Json.text(it).getBytes(UTF_8)).orElseGet(() -> new byte[0]);
        var packs = body.length > WORTH_PACKING
                && Optional.ofNullable(request.headers().get("accept-encoding"))
                        .filter(it -> it.contains("gzip"))
                        .isPresent();
        if (packs) body = packed(body);
        var answer = new ByteArrayOutputStream();
        var head = "HTTP/1.1 " + reply.status() + " " + reply.reason() + "\r\n"
                + "Cache-Control: max-age=0\r\n"
                + "Pragma: no-cache\r\n"
                + "Server: pve-api-daemon/3.0\r\n"
                + (reply.body().isPresent() ? "Content-Type: application/json;charset=UTF-8\r\n" : "")
                + (packs ? "Content-Encoding: gzip\r\n" : "")
                + "Content-Length: " + body.length + "\r\n"
                + "Connection: " + (reply.status() < 400 ? "Keep-Alive" : "close") + "\r\n\r\n";
        answer.writeBytes(head.getBytes(ISO_8859_1));
        if (!request.method().equals("HEAD")) answer.writeBytes(body);
        out.write(answer.toByteArray());
        out.flush();
    }

    private static byte[] packed(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(body);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated cluster's port could not be closed", e);
        } finally {
            dropAll();
        }
    }
}
