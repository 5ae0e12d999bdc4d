package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homelab.engine.Pki;
import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines behind a port, with and without TLS. */
@Timeout(30)
class TcpTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    static Path made;

    private static Path engine;
    private static Path client;
    private static Path stranger;

    private FakeEngine fake;

    @BeforeAll
    static void certify() {
        var pki = Pki.in(made.resolve("pki"));
        engine = pki.engine("engine");
        client = pki.client("client");
        pki.engineNamed("nas", "nas.lan");
        pki.expired("expired");
        stranger = Pki.in(made.resolve("other")).client("stranger");
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        fake = new FakeEngine(folder).on("/x", FakeEngine.json("{}"));
    }

    @AfterEach
    void close() throws IOException {
        fake.close();
    }

    private Front secured(Path files) throws IOException, GeneralSecurityException {
        return Front.tls(fake.socket(), files, true);
    }

    private static Optional<TlsConfig> by(Path directory) {
        return Optional.of(TlsConfig.in(directory));
    }

    private static IntegrationException failure(AddressConfig address) {
        try (var wire = Dials.wire(address)) {
            return catchThrowableOfType(IntegrationException.class, () -> wire.exchange("POST", "/x", LONG));
        }
    }

    /** That nothing was sent is what counts: then nothing can have happened. */
    private void assertNothingSent(AddressConfig address, String why) {
        var failure = failure(address);

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("nothing was sent").hasMessageContaining(why);
        assertThat(fake.requests()).isEmpty();
    }

    /** With TLS 1.3 the refusal comes after the handshake, or only a hang-up does. */
    private void assertNothingAsked(AddressConfig address) {
        var failure = failure(address);

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("certificate");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void the_engine_s_word_against_a_certificate_means_that_nothing_was_sent() {
        var none = new TlsConfig(client.resolve("ca.pem"), Optional.empty());
        var refusal = new SSLHandshakeException("(certificate_required) Received fatal alert: certificate_required");

        assertThat(TlsFailure.refusal(refusal, none))
                .hasValueSatisfying(it -> assertThat(it)
                        .hasMessage("the engine asks for a client certificate, and none is configured"
                                + " (certificate_required)"));
        assertThat(TlsFailure.refusal(refusal, TlsConfig.in(client)))
                .hasValueSatisfying(it -> assertThat(it)
                        .hasMessage("the engine does not accept the agent's certificate " + client.resolve("cert.pem")
                                + " (certificate_required)"));
        assertThat(TlsFailure.refusal(new IOException("Broken pipe"), none)).isEmpty();
    }

    @Test
    void asks_over_a_plain_port() throws IOException, IntegrationException {
        try (var front = Front.plain(fake.socket());
                var wire = Dials.wire(front.address(Optional.empty()))) {
            assertThat(new String(wire.exchange("GET", "/x", LONG).body(), UTF_8))
                    .isEqualTo("{}");
            assertThat(wire.absence()).isEmpty();
        }
    }

    @Test
    void asks_over_tls_by_name_and_by_address() throws Exception {
        try (var front = secured(engine);
                var named = Dials.wire(new AddressConfig.Tcp("localhost", front.port(), by(client)));
                var numbered = Dials.wire(front.address(by(client)))) {
            assertThat(named.exchange("GET", "/x", LONG).status()).isEqualTo(200);
            assertThat(numbered.exchange(Request.text("POST", "/x", "body"), LONG)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void needs_no_certificate_of_its_own_where_nobody_asks_for_one() throws Exception {
        var caAlone = Optional.of(new TlsConfig(client.resolve("ca.pem"), Optional.empty()));
        try (var front = Front.tls(fake.socket(), engine, false);
                var wire = Dials.wire(front.address(caAlone))) {
            assertThat(wire.exchange("GET", "/x", LONG).status()).isEqualTo(200);
        }
    }

    @Test
    void tells_a_certificate_that_has_expired() throws Exception {
        try (var front = secured(made.resolve("pki/expired"))) {
            assertNothingSent(front.address(by(client)), "the engine's certificate has expired");
        }
    }

    @Test
    void tells_a_certificate_for_another_name() throws Exception {
        try (var front = secured(made.resolve("pki/nas"))) {
            assertNothingSent(front.address(by(client)), "the engine's certificate is for another name");
        }
    }

    @Test
    void tells_a_certificate_of_another_ca() throws Exception {
        try (var front = secured(engine)) {
            assertNothingSent(front.address(by(stranger)), "was not signed by " + stranger.resolve("ca.pem"));
        }
    }

    @Test
    void tells_that_a_certificate_is_asked_for_and_none_is_there() throws Exception {
        var caAlone = Optional.of(new TlsConfig(client.resolve("ca.pem"), Optional.empty()));
        try (var front = secured(engine)) {
            assertNothingAsked(front.address(caAlone));
        }
    }

    @Test
    void tells_that_its_own_certificate_is_not_accepted() throws Exception {
        var mixed = Optional.of(new TlsConfig(
                client.resolve("ca.pem"),
                Optional.of(new TlsConfig.Own(stranger.resolve("cert.pem"), stranger.resolve("key.pem")))));
        try (var front = secured(engine)) {
            assertNothingAsked(front.address(mixed));
        }
    }

    @Test
    void tells_a_port_that_speaks_no_tls() throws IOException {
        try (var front = Front.plain(fake.socket())) {
            fake.toAll(FakeEngine.garbage());
            var failure = failure(front.address(by(client)));

            assertThat(failure).hasMessageContaining("nothing was sent");
        }
    }

    @Test
    void tells_which_file_is_missing_or_does_not_fit() throws IOException {
        var own = new TlsConfig.Own(client.resolve("cert.pem"), engine.resolve("key.pem"));
        var mismatched = Optional.of(new TlsConfig(client.resolve("ca.pem"), Optional.of(own)));
        try (var front = Front.plain(fake.socket())) {
            assertNothingSent(front.address(by(made)), "there is no " + made.resolve("ca.pem"));
            assertNothingSent(
                    front.address(mismatched),
                    "the key " + engine.resolve("key.pem") + " is not that of the certificate "
                            + client.resolve("cert.pem"));
        }
    }

    @Test
    void takes_certificates_that_were_renewed(@TempDir Path renewed) throws Exception {
        for (var name : new String[] {"ca.pem", "cert.pem", "key.pem"})
            Files.copy(stranger.resolve(name), renewed.resolve(name));
        try (var front = secured(engine);
                var wire = Dials.wire(front.address(by(renewed)))) {
            assertThat(catchThrowableOfType(IntegrationException.class, () -> wire.exchange("GET", "/x", LONG)))
                    .isNotNull();

            for (var name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
                Files.copy(client.resolve(name), renewed.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                Files.setLastModifiedTime(renewed.resolve(name), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
            }

            assertThat(wire.exchange("GET", "/x", LONG).status()).isEqualTo(200);
        }
    }

    @Test
    void gives_up_on_a_handshake_that_stalls_and_knows_that_nothing_was_sent() throws IOException {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var address = new AddressConfig.Tcp("127.0.0.1", listening.getLocalPort(), by(client));

            assertNothingSent(address, "TLS is not answered");
        }
    }

    @Test
    void gives_up_on_an_answer_that_stalls_and_does_not_know_what_became_of_the_request() throws Exception {
        fake.on("/x", FakeEngine.silence());
        try (var front = secured(engine);
                var wire = Dials.wire(front.address(by(client)))) {
            var failure = catchThrowableOfType(
                    IntegrationException.class, () -> wire.exchange("POST", "/x", Duration.ofMillis(1500)));

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("no whole answer").hasMessageNotContaining("nothing was sent");
            assertThat(fake.requests()).containsExactly("POST /x");
        }
    }

    @Test
    void a_refused_connection_shows_that_nobody_listens_and_silence_does_not() throws IOException {
        var port = 0;
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        var closed = new AddressConfig.Tcp("127.0.0.1", port, Optional.empty());

        assertNothingSent(closed, "refused");
        try (var wire = Dials.wire(closed);
                // Reserved for documents: nobody has it.
                var nameless = Dials.wire(new AddressConfig.Tcp("engine.invalid", 2375, Optional.empty()))) {
            assertThat(wire.absence()).isPresent();
            assertThat(nameless.absence()).isEmpty();
        }
        assertNothingSent(
                new AddressConfig.Tcp("engine.invalid", 2375, Optional.empty()), "its name cannot be resolved");
    }
}
