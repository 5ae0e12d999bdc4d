package homelab.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The simulated engine over its socket, as bytes. */
class FaceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final Engine engine = new Engine(
            List.of(new Resident(
                    "shop",
                    "web",
                    "nginx",
                    List.of(),
                    Optional.empty(),
                    false,
                    false,
                    0,
                    false,
                    Map.of(),
                    List.of("listening"))),
            () -> NOW,
            ignored -> {});
    private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
    private Face face;

    @BeforeEach
    void open() throws IOException {
        face = new Face(
                engine, folder.resolve("s"), (request, answer) -> journal.add(request.path() + " " + answer.status()));
    }

    @AfterEach
    void close() {
        face.close();
    }

    @Test
    @Timeout(10)
    void lets_go_of_whoever_listens_also_when_its_socket_can_not_be_removed() throws Exception {
        var socket = folder.resolve("s");
        try (var listener = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            listener.write(ByteBuffer.wrap("GET /events HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1)));
            var heard = Channels.newInputStream(listener);
            assertThat(heard.read()).isEqualTo('H');
            Files.delete(socket);
            Files.createDirectories(socket.resolve("in-the-way"));

            assertThatThrownBy(face::close)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(socket.toString());

            assertThat(heard.readAllBytes()).isNotEmpty();
            Files.delete(socket.resolve("in-the-way"));
        }
    }

    @Test
    void starts_and_stops_by_name_and_by_id_and_keeps_a_journal_of_that_alone() throws Exception {
        var id = engine.look("web", it -> it.id).orElseThrow();

        assertThat(ask("POST /v1.41/containers/web/stop?t=10")).startsWith("HTTP/1.1 204 No Content\r\n");
        assertThat(ask("POST /containers/web/stop")).startsWith("HTTP/1.1 304 Not Modified\r\n");
        assertThat(ask("POST /containers/" + id + "/start")).startsWith("HTTP/1.1 204 No Content\r\n");
        assertThat(ask("POST /containers/nobody/start"))
                .startsWith("HTTP/1.1 404 Not Found\r\n")
                .endsWith("\r\n\r\n{\"message\":\"No such container: nobody\"}");
        assertThat(ask("GET /containers/" + id + "/json")).startsWith("HTTP/1.1 200 OK\r\n");

        assertThat(journal)
                .containsExactly(
                        "/containers/web/stop 204",
                        "/containers/web/stop 304",
                        "/containers/" + id + "/start 204",
                        "/containers/nobody/start 404");
    }

    @Test
    void shows_what_runs_and_on_demand_all() throws Exception {
        engine.stop("web");

        assertThat(body(ask("GET /containers/json"))).isEqualTo("[]");
        assertThat(body(ask("GET /containers/json?all=1")))
                .contains("\"Names\":[\"/web\"]", "\"State\":\"exited\"", "\"Status\":\"Exited (143) 0 seconds ago\"");
    }

    @Test
    void frames_each_line_of_a_log() throws Exception {
        engine.crash("web", 1, Optional.of("so long"));

        var body = body(ask("GET /containers/web/logs?stdout=1&stderr=1&tail=50"));

        assertThat(body).isEqualTo("\1\0\0\0\0\0\0\nlistening\n\2\0\0\0\0\0\0\bso long\n");
    }

    @Test
    void leaves_out_of_a_log_what_is_younger_than_asked_for() throws Exception {
        var log = "GET /containers/web/logs?stdout=1&stderr=1&tail=50&until=";

        assertThat(body(ask(log + NOW.getEpochSecond()))).endsWith("listening\n");
        assertThat(body(ask(log + (NOW.getEpochSecond() - 1_000_000)))).isEmpty();
    }

    @Test
    void replays_what_was_told_and_goes_on_telling() throws Exception {
        engine.kill("web", 1);
        try (var channel = connect()) {
            send(channel, "GET /events?since=" + NOW.getEpochSecond());
            var lines = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8));

            assertThat(nextEvent(lines)).contains("\"Action\":\"kill\"", "\"signal\":\"1\"");
            engine.stop("web");
            assertThat(nextEvent(lines)).contains("\"Action\":\"kill\"", "\"signal\":\"15\"");
            assertThat(nextEvent(lines)).contains("\"Action\":\"die\"", "\"exitCode\":\"143\"");
        }
    }

    @Test
    void ends_a_replay_that_has_an_end() throws Exception {
        engine.kill("web", 1);

        var body = body(ask("GET /events?since=1.000000000&until=" + NOW.getEpochSecond() + ".5"));

        assertThat(body).contains("\"Action\":\"kill\"").endsWith("\r\n0\r\n\r\n");
    }

    @Test
    void answers_404_to_what_it_does_not_know_and_nothing_to_what_is_no_request() throws Exception {
        assertThat(ask("GET /images/json")).startsWith("HTTP/1.1 404 Not Found\r\n");
        assertThat(ask("POST /containers/create")).startsWith("HTTP/1.1 404 Not Found\r\n");
        assertThat(ask("nonsense")).isEmpty();
    }

    @Test
    void takes_its_socket_away_when_it_closes() {
        face.close();

        assertThat(Files.exists(folder.resolve("s"))).isFalse();
    }

    private SocketChannel connect() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(folder.resolve("s")));
        return channel;
    }

    private static void send(SocketChannel channel, String request) throws IOException {
        channel.write(ByteBuffer.wrap((request + " HTTP/1.1\r\nHost: lab\r\n\r\n").getBytes(ISO_8859_1)));
    }

    private String ask(String request) throws IOException {
        try (var channel = connect()) {
            send(channel, request);
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        }
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static String nextEvent(BufferedReader lines) throws IOException {
        var line = lines.readLine();
        while (!line.startsWith("{")) line = lines.readLine();
        return line;
    }
}
