package homelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import homelab.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class AgentTest {
    @Test
    void a_stranger_that_listens_and_is_silent_is_not_taken_for_the_agent() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var agent = at(silent.getLocalPort(), Duration.ofSeconds(1));

            assertThatThrownBy(() -> agent.get("/api/status"))
                    .isInstanceOf(Problem.class)
                    .hasMessage("what listens at http://127.0.0.1:" + silent.getLocalPort()
                            + " did not answer within 1 s: it is not this agent, or it is stuck; is DASHBOARD_PORT the"
                            + " one of the agent?");
        }
    }

    @Test
    void nor_is_one_that_wants_another_login() throws IOException {
        var stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.createContext("/api/status", exchange -> {
            exchange.sendResponseHeaders(401, 2);
            exchange.getResponseBody().write("hm".getBytes(UTF_8));
            exchange.close();
        });
        stranger.start();
        var port = stranger.getAddress().getPort();
        var agent = at(port, Duration.ofSeconds(15));

        try {
            assertThatThrownBy(() -> agent.get("/api/status"))
                    .isInstanceOf(Problem.class)
                    .hasMessage(
                            "what listens at http://127.0.0.1:" + port + " is not this agent (it is no JSON), or one"
                                    + " of another version; is DASHBOARD_PORT the one of the agent?");
        } finally {
            stranger.stop(0);
        }
    }

    @Test
    void the_token_is_shown_only_where_it_is_needed() throws IOException {
        var tokens = new ConcurrentHashMap<String, List<String>>();
        var listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            tokens.put(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
            exchange.close();
        });
        listener.start();
        var agent = at(listener.getAddress().getPort(), Duration.ofSeconds(15));

        try {
            for (var path : List.of("/livez", "/readyz", "/api/status")) agent.get(path);
        } finally {
            listener.stop(0);
        }

        assertThat(tokens)
                .isEqualTo(Map.of("/livez", List.of(), "/readyz", List.of(), "/api/status", List.of("Bearer t")));
    }

    private static Agent at(int port, Duration patience) {
        return new Agent(new Reach(Path.of("nowhere"), "127.0.0.1", port, Optional.of(Secret.of("t"))), patience);
    }
}
