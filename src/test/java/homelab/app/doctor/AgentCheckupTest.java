package homelab.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import homelab.cli.Reach;
import homelab.model.Secret;
import homelab.store.Store;
import homelab.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class AgentCheckupTest {
    private Path data;
    private HttpServer server;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        data = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void on(String path, int status, String body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    /** While an agent holds the data. */
    private List<String> lookBeside(int port) throws StoreException {
        try (var store = Store.open(data, "test", InstantSource.system())) {
            assertThat(store.epoch()).isPositive();
            return look(port);
        }
    }

    private List<String> look(int port) {
        return Told.by(new AgentCheckup(
                new Reach(data, "127.0.0.1", port, Optional.of(Secret.of("hush"))), Path.of("/proc/locks"), false));
    }

    @Test
    void one_that_stands_by_holds_its_data_and_opens_no_door() throws IOException, StoreException {
        var reach = new Reach(data, "127.0.0.1", nobodysPort(), Optional.of(Secret.of("hush")));
        try (var store = Store.open(data, "test", InstantSource.system())) {
            assertThat(store.epoch()).isPositive();

            assertThat(Told.by(new AgentCheckup(reach, Path.of("/proc/locks"), true)))
                    .singleElement()
                    .asString()
                    .startsWith("OK answer: process " + ProcessHandle.current().pid())
                    .endsWith("it stands by, or waits for the database");
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static int nobodysPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void tells_what_a_running_agent_says_of_itself() throws IOException, StoreException {
        on("/livez", 200, "{\"status\":\"up\"}");
        on("/readyz", 503, "{\"status\":\"not ready\",\"error\":\"1 of 2 sources have not looked yet; wait\"}");
        on("/api/status", 200, """
                {"state":"DEGRADED","mode":"heal","openIncidents":3,"version":"0.1.0","sources":[
                 {"name":"docker","state":"SEEN"},{"name":"nas","state":"UNSEEN","reason":"connection refused"}]}""");
        Files.createFile(data.resolve("pause"));

        assertThat(lookBeside(port()))
                .containsExactly(
                        "ADVICE pause: it does nothing while the file pause is there",
                        "homelab resume",
                        "OK livez: up",
                        "PROBLEM readyz: 1 of 2 sources have not looked yet",
                        "wait",
                        "OK status: DEGRADED, mode heal, 3 incidents open, version 0.1.0",
                        "OK source: docker is seen",
                        "PROBLEM source: nas cannot be seen: connection refused",
                        "see what is said of it below");
    }

    @Test
    void something_else_at_the_port_is_a_problem() throws StoreException {
        on("/", 200, "<html>hello</html>");

        assertThat(lookBeside(port()))
                .containsExactly(
                        "PROBLEM answer: what listens at http://127.0.0.1:" + port()
                                + " is not this agent (it is no JSON), or one of another version",
                        "is DASHBOARD_PORT the one of the agent?");
    }

    @Test
    void who_listens_though_nobody_holds_the_data_is_told_and_gets_no_question() {
        var asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });

        assertThat(look(port()))
                .containsExactly(
                        "PROBLEM answer: somebody listens at http://127.0.0.1:" + port()
                                + ", but nobody holds the data directory " + data,
                        "name the agent's own directory in HOMELAB_DATA; where none runs, another program has its"
                                + " port: give it another in DASHBOARD_PORT");
        assertThat(asked).hasValue(0);
    }

    @Test
    void an_answer_that_is_no_status_is_a_problem() throws StoreException {
        on("/livez", 200, "{\"status\":\"up\"}");
        on("/readyz", 200, "{\"status\":\"ready\"}");
        on("/api/status", 429, "{\"error\":\"too many attempts; wait a minute\"}");

        assertThat(lookBeside(port()))
                .containsExactly(
                        "OK livez: up", "OK readyz: ready", "PROBLEM status: too many attempts", "wait a minute");
    }

    @Test
    void nor_is_a_status_without_a_state() throws StoreException {
        on("/livez", 200, "{\"status\":\"up\"}");
        on("/readyz", 200, "{\"status\":\"ready\"}");
        on("/api/status", 200, "{\"version\":\"9\"}");

        assertThat(lookBeside(port()))
                .contains(
                        "PROBLEM status: its answer has no state",
                        "is it an agent of another version, or not DASHBOARD_PORT's?");
    }

    @Test
    void no_agent_is_no_problem_unless_one_holds_the_data() throws IOException, StoreException {
        var port = nobodysPort();

        assertThat(look(port))
                .containsExactly("OK answer: none is seen to run: nobody listens at http://127.0.0.1:" + port
                        + " or holds the data directory");

        try (var store = Store.open(data, "test", InstantSource.system())) {
            assertThat(store.epoch()).isPositive();
            assertThat(look(port))
                    .containsExactly(
                            "PROBLEM answer: process " + ProcessHandle.current().pid()
                                    + " holds the data directory, but nobody listens at http://127.0.0.1:" + port,
                            "see its log; is it about to start, or does it listen elsewhere (DASHBOARD_HOST,"
                                    + " DASHBOARD_PORT)?");
        }
    }

    @Test
    void a_name_that_no_address_can_be_made_of_is_only_nobody() {
        var reach = new Reach(data, "no_host", 80, Optional.empty());

        assertThat(Told.by(new AgentCheckup(reach, Path.of("/proc/locks"), false)))
                .containsExactly("OK answer: none is seen to run: nobody listens at http://no_host:80 or holds the data"
                        + " directory");
    }

    @Test
    void an_agent_that_refuses_the_token_is_told() throws StoreException {
        on("/livez", 200, "{\"status\":\"up\"}");
        on("/readyz", 200, "{\"status\":\"ready\"}");
        on("/api/status", 401, "{\"error\":\"this needs the right token\"}");

        assertThat(lookBeside(port()))
                .containsExactly(
                        "OK livez: up",
                        "OK readyz: ready",
                        "PROBLEM answer: the agent at http://127.0.0.1:" + port()
                                + " refused the token of the configuration; see: homelab config show",
                        "it must be the one that the agent was started with");
    }
}
