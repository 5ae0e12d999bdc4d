package homelab.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import homelab.integration.Desk.Reply;
import homelab.model.Secret;
import homelab.web.enter.Network;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.LogManager;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class WebTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void fifty_at_once_are_all_answered() throws WebException {
        try (var door = new OpenDoor()) {
            door.desk.answer = word -> CompletableFuture.supplyAsync(() -> new Reply.Done("ok", Optional.empty()));

            var answers = IntStream.range(0, 50)
                    .mapToObj(i -> i % 2 == 0
                            ? door.request("/api/status").GET()
                            : door.request("/api/pause").POST(BodyPublishers.noBody()))
                    .map(request -> door.client.sendAsync(request.build(), BodyHandlers.ofString()))
                    .toList();

            assertThat(answers).extracting(answer -> answer.join().statusCode()).containsOnly(200);
            assertThat(door.desk.said).hasSize(25);
        }
    }

    @Test
    void a_silent_loop_does_not_keep_others_from_reading() throws WebException {
        try (var door = new OpenDoor()) {
            door.desk.answer = word -> new CompletableFuture<>();
            var waiting = Stream.generate(() -> pauses(door)).limit(100).toList();
            await().until(() -> door.desk.said.size() == waiting.size());

            assertThat(door.get("/api/status").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void those_who_still_wait_when_it_closes_are_told_so() throws WebException {
        try (var door = new OpenDoor()) {
            door.desk.answer = word -> new CompletableFuture<>();
            var waiting = Stream.generate(() -> pauses(door)).limit(5).toList();
            await().until(() -> door.desk.said.size() == waiting.size());

            door.web.close();

            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
        }
    }

    private static CompletableFuture<HttpResponse<String>> pauses(OpenDoor door) {
        var pause = door.request("/api/pause").POST(BodyPublishers.noBody()).build();
        return door.client.sendAsync(pause, BodyHandlers.ofString());
    }

    @Test
    void those_who_send_slowly_do_not_keep_others_from_being_answered() throws WebException, IOException {
        var slow = new ArrayList<Socket>();
        try (var door = new OpenDoor()) {
            for (var i = 0; i < 100; i++) {
                slow.add(half(door, "GET /livez HT"));
                slow.add(half(
                        door,
                        "POST /api/pause HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + OpenDoor.TOKEN
                                + "\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"));
            }

            assertThat(door.get("/livez").statusCode()).isEqualTo(200);
            assertThat(door.post("/api/pause", "{}").statusCode()).isEqualTo(200);
            assertThat(door.desk.said).hasSize(1);
        } finally {
            for (var socket : slow) socket.close();
        }
    }

    private static Socket half(OpenDoor door, String beginning) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), door.web.port());
        socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
        return socket;
    }

    @Test
    void it_closes_within_2_s_whoever_holds_a_connection_open() throws WebException, IOException {
        var door = new OpenDoor();
        try (var idle = new Socket(InetAddress.getLoopbackAddress(), door.web.port());
                var halfSent = new Socket(InetAddress.getLoopbackAddress(), door.web.port());
                var halfBody = new Socket(InetAddress.getLoopbackAddress(), door.web.port())) {
            assertThat(door.get("/livez").statusCode()).isEqualTo(200);
            idle.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            halfSent.getOutputStream().write("GET /livez HT".getBytes(ISO_8859_1));
            halfBody.getOutputStream()
                    .write(("POST /api/pause HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + OpenDoor.TOKEN
                                    + "\r\nContent-Length: 10\r\n\r\n{")
                            .getBytes(ISO_8859_1));

            var before = System.nanoTime();
            door.web.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        }
    }

    @Test
    void it_can_be_opened_again_at_the_same_port() throws WebException {
        var first = new OpenDoor();
        var port = first.web.port();
        assertThat(first.get("/livez").statusCode()).isEqualTo(200);
        first.close();

        var again = start("127.0.0.1", port);

        assertThat(again.port()).isEqualTo(port);
        again.close();
        again.close();
    }

    @Test
    void a_port_in_use_is_said_with_its_cure_and_leaves_nothing_behind() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start("127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(WebException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("in use")
                    .hasMessageContaining("DASHBOARD_PORT");
        }

        await().until(() -> threadsOfTomcat().isEmpty());
    }

    @Test
    void an_address_of_another_machine_is_said_with_its_cure() {
        assertThatThrownBy(() -> start("192.0.2.1", 0))
                .isInstanceOf(WebException.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageContaining("DASHBOARD_HOST");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, false", "localhost, false", "::1, false", "0.0.0.0, true", "192.0.2.1, true"})
    void it_warns_of_listening_without_tls(String host, boolean warns) {
        var bare = new WebConfig(host, 8080, Optional.empty());
        var behindProxy = new WebConfig(host, 8080, Optional.empty(), List.of(), List.of(Network.parse("127.0.0.1")));

        assertThat(bare.warning()).isEqualTo(warns ? Optional.of(warning(host)) : Optional.empty());
        assertThat(behindProxy.warning())
                .isEqualTo(
                        warns
                                ? Optional.of("The dashboard listens on " + host + " without TLS: whoever does not come"
                                        + " through the proxy sends session or token in the clear. Let it listen on 127.0.0.1, or let"
                                        + " only the proxy reach the port.")
                                : Optional.empty());
    }

    private static String warning(String host) {
        return "The dashboard listens on " + host
                + " without TLS: whoever can read the traffic of that network can take"
                + " over a session or the token. Let it listen on 127.0.0.1, or put a reverse proxy with TLS before it and"
                + " name that in dashboard.proxy; see docs/dashboard-access.md.";
    }

    @Test
    void no_thread_outlives_it() throws WebException {
        try (var door = new OpenDoor()) {
            assertThat(door.get("/livez").statusCode()).isEqualTo(200);
            assertThat(threadsOfTomcat()).isNotEmpty();
        }

        await().until(() -> threadsOfTomcat().isEmpty());
    }

    @Test
    void it_leaves_the_logging_of_its_host_alone() throws WebException {
        var logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        var root = logback.getLogger("ROOT");
        var level = root.getLevel();
        var appenders = new ArrayList<Appender<ILoggingEvent>>();
        root.iteratorForAppenders().forEachRemaining(appenders::add);
        var handlers = LogManager.getLogManager().getLogger("").getHandlers();

        try (var door = new OpenDoor()) {
            assertThat(door.get("/livez").statusCode()).isEqualTo(200);
        }

        assertThat(root.getLevel()).isEqualTo(level);
        assertThat(root.iteratorForAppenders()).toIterable().containsExactlyElementsOf(appenders);
        assertThat(LogManager.getLogManager().getLogger("").getHandlers()).isEqualTo(handlers);
    }

    @Test
    void what_is_set_on_the_machine_means_nothing_here() throws WebException {
        System.setProperty("server.port", "1");
        System.setProperty("spring.mvc.servlet.path", "/elsewhere");
        try (var door = new OpenDoor()) {
            assertThat(door.get("/api/status").statusCode()).isEqualTo(200);
        } finally {
            System.clearProperty("server.port");
            System.clearProperty("spring.mvc.servlet.path");
        }
    }

    private static Web start(String host, int port) throws WebException {
        return Web.start(
                new WebConfig(host, port, Optional.of(Secret.of("t"))),
                new FakeDesk(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> FakeDesk.NOON,
                "1");
    }

    private static List<String> threadsOfTomcat() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name ->
                        name.startsWith("container-") || name.startsWith("Catalina") || name.startsWith("http-"))
                .toList();
    }
}
