package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class WireTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private FakeEngine engine;
    private Wire wire;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        engine = new FakeEngine(folder);
        wire = Dials.wire(new AddressConfig.Unix(engine.socket()));
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        engine.close();
    }

    private IntegrationException failure(Duration limit) {
        return catchThrowableOfType(IntegrationException.class, () -> wire.exchange("GET", "/x", limit));
    }

    @Test
    void reads_an_answer_whole() throws IntegrationException {
        engine.on("/x", FakeEngine.json("{}"));

        var answer = wire.exchange("GET", "/x", LONG);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
    }

    @Test
    void gives_up_on_one_that_accepts_and_never_answers() {
        engine.on("/x", FakeEngine.silence());

        assertThat(failure(SHORT).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void gives_up_on_a_body_that_stalls() {
        engine.on("/x", out -> {
            FakeEngine.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
            FakeEngine.silence().write(out);
        });

        assertThat(failure(SHORT).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void gives_up_on_a_body_without_end() {
        engine.on("/x", FakeEngine.endless("x".repeat(64 << 10)));

        assertThat(failure(LONG)).satisfies(e -> {
            assertThat(e.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(e).hasMessageContaining("more than 32 MB");
        });
    }

    @Test
    void gives_up_on_headers_without_end() {
        engine.on("/x", out -> {
            FakeEngine.raw(out, "HTTP/1.1 200 OK\r\nX: ");
            while (true) FakeEngine.raw(out, "y".repeat(1000));
        });

        assertThat(failure(LONG).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void calls_garbage_unreadable() {
        engine.on("/x", FakeEngine.garbage());

        assertThat(failure(LONG).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void calls_a_broken_body_a_failure() {
        engine.on("/x", out -> FakeEngine.raw(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n"));

        assertThat(failure(LONG).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void an_answer_that_breaks_off_is_no_answer() {
        engine.on("/x", out -> FakeEngine.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123"));

        assertThat(failure(LONG).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void sends_a_request_once_whatever_comes_back() throws IntegrationException {
        engine.on("/busy", FakeEngine.status(503, "later")).on("/gone", out -> {});

        var answer = wire.exchange("POST", "/busy", LONG);
        assertThatThrownBy(() -> wire.exchange("POST", "/gone", LONG)).isInstanceOf(IntegrationException.class);
        assertThatThrownBy(() -> wire.exchange("GET", "/gone", LONG)).isInstanceOf(IntegrationException.class);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(engine.requests()).containsExactly("POST /busy", "POST /gone", "GET /gone");
    }

    @Test
    void follows_nobody_elsewhere() throws IntegrationException {
        engine.on(
                "/x",
                out -> FakeEngine.raw(
                        out, "HTTP/1.1 307 T\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));

        assertThat(wire.exchange("POST", "/x", LONG).status()).isEqualTo(307);
    }

    @Test
    void says_when_nothing_was_sent(@TempDir Path empty) {
        try (var nowhere = Dials.wire(new AddressConfig.Unix(empty.resolve("s")))) {
            var failure = catchThrowableOfType(IntegrationException.class, () -> nowhere.exchange("POST", "/x", LONG));

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("nothing was sent");
            assertThat(nowhere.absence()).isPresent();
            assertThat(wire.absence()).isEmpty();
        }
    }
}
