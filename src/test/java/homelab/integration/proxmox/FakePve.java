package homelab.integration.proxmox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.integration.http.Endpoint;
import homelab.integration.http.Trust;
import homelab.model.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Something that listens where Proxmox should and answers as it was told to, well or badly. */
final class FakePve implements AutoCloseable {
    static final ProxmoxConfig.Token TOKEN = new ProxmoxConfig.Token("agent@pve!watch", Secret.of("s3cret-s3cret"));

    private static final String ROOT = "/api2/json";

    private final ServerSocket server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** Writes to the one who asked; the connection is closed when it returns. */
    interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /** A request as it came: {@code GET /version}, its head and its body. */
    record Asked(String line, String head, String body) {}

    private FakePve(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    static FakePve plain() throws IOException {
        return new FakePve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** @param files a directory with a certificate and its key */
    static FakePve secured(Path files) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        var key = Files.readString(files.resolve("key.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        store.setKeyEntry(
                "own",
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
                new char[0],
                new Certificate[] {certificate(files)});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new FakePve(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    static Certificate certificate(Path files) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(files.resolve("cert.pem"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Without TLS. */
    ProxmoxConfig config() {
        return config(false, "127.0.0.1", new Trust.Nobody());
    }

    ProxmoxConfig config(boolean tls, String host, Trust trust) {
        return new ProxmoxConfig("lab", new ProxmoxConfig.Address(tls, new Endpoint(host, port())), TOKEN, trust);
    }

    /** @param request such as {@code GET /version} */
    FakePve on(String request, Answer answer) {
        answers.put(request, answer);
        return this;
    }

    FakePve data(String request, String data) {
        return on(request, status("200 OK", "{\"data\":" + data + "}"));
    }

    /** @param status with its reason phrase, such as {@code 595 No route to host} */
    static Answer status(String status, String body) {
        return out -> {
            var bytes = body.getBytes(UTF_8);
            raw(out, "HTTP/1.1 " + status + "\r\nContent-Length: " + bytes.length + "\r\n\r\n");
            out.write(bytes);
        };
    }

    static Answer silence() {
        return out -> new CountDownLatch(1).await();
    }

    static void raw(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            var head = head(in);
            if (head.isEmpty()) return;
            var words = head.split(" ", 3);
            var line = words[0] + " " + words[1].substring(ROOT.length());
            var length = head.replaceAll("(?is).*content-length: *([0-9]+).*|.*", "$1");
            var body = length.isEmpty() ? "" : new String(in.readNBytes(Integer.parseInt(length)), UTF_8);
            asked.add(new Asked(line, head, body));
            var fallback = status("501 Method '" + line + "' not implemented", "{\"data\":null}");
            answers.getOrDefault(line, answers.getOrDefault(line.replaceFirst("[?].*", ""), fallback))
                    .write(socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The other side went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            bytes.write(read);
            if (bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) return bytes.toString(ISO_8859_1);
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var each : open) each.close();
        // A listener that is being closed may still take one.
        for (var trial = 0; trial < 50 && takesOne(); trial++) Thread.onSpinWait();
    }

    private boolean takesOne() {
        try (var one = new Socket()) {
            one.connect(server.getLocalSocketAddress(), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
