package homelab.web;

import homelab.integration.Command;
import homelab.model.Person;
import homelab.model.Secret;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real door on a free port, a fake desk behind it and a client before it. */
public final class OpenDoor implements AutoCloseable {
    public static final String TOKEN = "t0ken-of-this-test";

    public final FakeDesk desk = new FakeDesk();
    public final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    public volatile Instant now = FakeDesk.NOON;
    public final Web web;
    public final HttpClient client = HttpClient.newHttpClient();

    public OpenDoor() throws WebException {
        this(Optional.of(Secret.of(TOKEN)));
    }

    public OpenDoor(Optional<Secret> token) throws WebException {
        this(new WebConfig("127.0.0.1", 0, token));
    }

    public OpenDoor(WebConfig config) throws WebException {
        this(config, List.of());
    }

    public OpenDoor(WebConfig config, List<Command> commands) throws WebException {
        web = Web.start(config, desk, commands, meters, () -> now, "1.2.3");
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public JsonNode json(String path) {
        return JsonMapper.shared().readTree(get(path).body());
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** With the right token. */
    public HttpRequest.Builder request(String path) {
        return bare(path).header("Authorization", "Bearer " + TOKEN);
    }

    /** Without a token. */
    public HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    /** Comes in by a one-time link, as a person with a browser does. */
    public Visitor enter() {
        var response = send(form("/enter", "link=" + secret()));
        if (response.statusCode() != 303) throw new AssertionError("not let in: " + response.body());
        return new Visitor(this, cookie(response));
    }

    /** Of a fresh link, made for ann. */
    public String secret() {
        var path = web.link(new Person("ann", "page")).address().getPath();
        return path.substring("/enter/".length());
    }

    /** A form as a browser sends it, by somebody without a session. */
    public HttpRequest.Builder form(String path, String fields) {
        return bare(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
    }

    /** The cookie that was set, as it is to be sent back. */
    public static String cookie(HttpResponse<?> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("the door did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Bytes as they are, for what a client would not send; the answer as it came. */
    public String raw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("the door did not answer", e);
        }
    }

    public static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    @Override
    public void close() {
        client.shutdownNow();
        web.close();
    }
}
