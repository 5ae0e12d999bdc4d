package homelab.lab.proxmox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster with a clock in the hand and a plain client before it, as a test visits it. */
final class Visit implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-10T12:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    final ProxmoxLab lab;
    final CopyOnWriteArrayList<String> tale = new CopyOnWriteArrayList<>();
    private volatile Instant now = START;
    private TokenPlan token = Homes.ROOT;

    Visit(Blueprint blueprint) throws IOException {
        InstantSource clock = () -> now;
        lab = ProxmoxLab.open(blueprint, clock, tale::add, Duration.ofMillis(1));
    }

    static Visit three() throws IOException {
        return new Visit(Homes.three(Flavour.PVE_9));
    }

    Visit as(TokenPlan other) {
        token = other;
        return this;
    }

    /** What came back. */
    record Got(int status, String reason, String body, String connection) {
        JsonNode data() {
            return JSON.readTree(body).path("data");
        }

        String text() {
            return data().asString();
        }
    }

    Got get(String path) throws Exception {
        return send("GET", path, "");
    }

    Got post(String path, String form) throws Exception {
        return send("POST", path, form);
    }

    Got post(String path) throws Exception {
        return send("POST", path, "");
    }

    Got send(String method, String path, String body) throws Exception {
        return send(method, path, body, token.header());
    }

    Got send(String method, String path, String body, String authorization) throws Exception {
        var connection = open(path);
        connection.setRequestMethod(method);
        if (!authorization.isEmpty()) connection.setRequestProperty("Authorization", authorization);
        if (body.startsWith("{")) connection.setRequestProperty("Content-Type", "application/json");
        if (method.equals("POST") || !body.isEmpty()) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            connection.setDoOutput(true);
            // Otherwise it would send a POST a second time when the connection breaks, and say nothing of it.
            connection.setFixedLengthStreamingMode(bytes.length);
            connection.getOutputStream().write(bytes);
        }
        return got(connection);
    }

    private static Got got(HttpURLConnection connection) throws IOException {
        var status = connection.getResponseCode();
        var bytes = new ByteArrayOutputStream();
        try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (in != null) in.transferTo(bytes);
        }
        var reason = connection.getResponseMessage();
        return new Got(
                status,
                reason == null ? "" : reason,
                bytes.toString(StandardCharsets.UTF_8),
                String.valueOf(connection.getHeaderField("Connection")));
    }

    private HttpsURLConnection open(String path) throws IOException, GeneralSecurityException {
        var url = lab.address().resolve("/api2/json" + path).toURL();
        var connection = (HttpsURLConnection) url.openConnection();
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Pinned(lab.fingerprint())}, null);
        connection.setSSLSocketFactory(context.getSocketFactory());
        connection.setHostnameVerifier((host, session) -> true);
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(5_000);
        return connection;
    }

    /** Trusts one certificate. */
    private record Pinned(String fingerprint) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                var seen = HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
                if (!seen.equals(fingerprint)) throw new CertificateException("another certificate: " + seen);
            } catch (GeneralSecurityException e) {
                throw new CertificateException(e);
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Time passes, a second at a time. */
    void pass(Duration time) {
        for (var second = 0L; second < time.toSeconds(); second++) {
            now = now.plusSeconds(1);
            lab.happen();
        }
    }

    void pass(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    Instant now() {
        return now;
    }

    /** How a task ended, or "running". */
    String ending(String upid) throws Exception {
        var node = upid.split(":", -1)[1];
        var data = get("/nodes/" + node + "/tasks/" + upid + "/status").data();
        return data.path("status").asString().equals("running")
                ? "running"
                : data.path("exitstatus").asString();
    }

    /** The row of a list with that value under that key. */
    JsonNode row(String path, String key, String value) throws Exception {
        for (var row : get(path).data()) if (row.path(key).asString().equals(value)) return row;
        throw new AssertionError("no row with " + key + " " + value + " in " + path);
    }

    @Override
    public void close() {
        lab.close();
    }
}
