package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Check;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether an engine can be reached, and which it is. */
@Timeout(20)
class CheckupTest extends EngineLookedAt {
    @Test
    void an_engine_that_hangs_is_told_and_asked_nothing_more() {
        engine.on("/_ping", FakeEngine.silence());

        assertThat(look(true))
                .containsExactly(
                        "PROBLEM socket: GET /_ping: no whole answer from " + engine.socket() + " within 3000 ms",
                        "it hangs: see its log (journalctl -u docker), then restart it");
        assertThat(engine.requests()).containsExactly("GET /_ping");
    }

    @Test
    void tells_a_missing_socket_from_a_file_and_from_one_where_nobody_listens() throws IOException {
        var cure = "start the engine (systemctl start docker), or name its socket in DOCKER_HOST or docker.host";
        engine.close();

        assertThat(look(true)).containsExactly("PROBLEM socket: there is no " + engine.socket(), cure);

        Files.createFile(engine.socket());

        assertThat(look(true)).containsExactly("PROBLEM socket: " + engine.socket() + " is no socket", cure);

        Files.delete(engine.socket());
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(engine.socket()))
                .close();

        assertThat(look(true))
                .containsExactly("PROBLEM socket: nobody listens: Connection refused (" + engine.socket() + ")", cure);
    }

    @Test
    void what_answers_with_garbage_or_with_another_programs_words_is_no_engine() {
        engine.toAll(FakeEngine.garbage());

        assertThat(look(true))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("PROBLEM socket: GET /_ping: what " + engine.socket() + " answered cannot be read: ");

        engine.toAll(FakeEngine.json("<html>hello</html>"));

        assertThat(look(true))
                .containsExactly(
                        "OK socket: something answers",
                        "PROBLEM engine: GET /info: the answer is not JSON",
                        "is this a Docker engine? See what else listens there",
                        "UNKNOWN version: GET /version: the answer is not JSON",
                        "let GET /version through to have it told here",
                        "PROBLEM list: GET /containers/json?all=1: the answer is not a list",
                        "is this a Docker engine? See what else listens there",
                        "UNKNOWN rights: not tried: without the list it cannot be told that the id they are tried on is"
                                + " nobody's",
                        "mend the list first");
        assertThat(engine.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void a_port_without_tls_is_a_problem_though_it_answers() throws IOException {
        try (var front = Front.plain(engine.socket())) {
            var address = front.address(Optional.empty());

            assertThat(look(address, true))
                    .containsSubsequence(
                            "PROBLEM no TLS: " + address + " is spoken to without TLS: every user and program of this"
                                    + " machine that reaches that port, containers in its network too, is root on the"
                                    + " engine's host",
                            "have the engine ask for certificates (--tlsverify) and name them (docker.tls or"
                                    + " DOCKER_CERT_PATH), or close the port and forward the engine's socket, such as"
                                    + " with ssh -NL /run/nas.sock:/var/run/docker.sock nas",
                            "OK address: something answers",
                            "OK clock: the engine's agrees with the agent's");
        }
    }

    @Test
    void a_certificate_that_is_missing_and_a_key_that_others_may_read_are_told() throws IOException {
        var key = Files.writeString(folder.resolve("key.pem"), "");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        var address = new AddressConfig.Tcp("127.0.0.1", 2376, Optional.of(TlsConfig.in(folder)));

        var seen = look(address, true);

        assertThat(seen)
                .startsWith(
                        "ADVICE key: " + key
                                + " may be read by other users: whoever has it is root on the engine's host",
                        "chmod 600 " + key);

        try (var front = Front.plain(engine.socket())) {
            assertThat(look(front.address(Optional.of(TlsConfig.in(folder))), true))
                    .anyMatch(line -> line.startsWith("PROBLEM address: GET /_ping: nothing was sent")
                            && line.contains("there is no " + folder.resolve("ca.pem") + "; copy it there"));
        }
    }

    @Test
    void an_engine_that_also_serves_whoever_comes_is_a_problem() {
        engine.on("/info", FakeEngine.json("""
                {"ID":"E","SystemTime":"2026-01-01T00:00:00Z","Warnings":["WARNING: No swap limit support",
                 "WARNING: API is accessible on http://0.0.0.0:2375 without encryption.\\n         Access to the remote API",
                 "WARNING: API is accessible on https://[::]:2376 without TLS client verification."]}"""));

        assertThat(look(true))
                .contains(
                        "PROBLEM open port: the engine also serves http://0.0.0.0:2375 without asking who comes: whoever"
                                + " reaches that port is root on its host",
                        "PROBLEM open port: the engine also serves https://[::]:2376 without asking who comes: whoever"
                                + " reaches that port is root on its host");
    }

    @Test
    void knows_podman_and_engines_that_are_too_old_or_of_no_known_version() {
        engine.on("/version", FakeEngine.json("""
                {"Version":"5.4.0","ApiVersion":"1.41","Components":[{"Name":"Podman Engine"}]}"""));
        assertThat(look(true))
                .contains("ADVICE version: Podman 5.4.0, API 1.41, which speaks Docker's language with other words for"
                        + " events and health");

        engine.on("/version", FakeEngine.json("{\"Version\":\"18.09\",\"ApiVersion\":\"1.39\"}"));
        assertThat(look(true))
                .contains("ADVICE version: Docker 18.09, API 1.39, older than any the agent was tested with");

        engine.on("/version", FakeEngine.json("{}"));
        assertThat(look(true)).contains("UNKNOWN version: Docker , API , which is no version known here");
    }

    @Test
    void compares_the_clocks_as_far_as_the_answers_allow() {
        var later = NOW.plusSeconds(2);

        assertThat(EngineCheckup.time(Optional.of(NOW.plusSeconds(1)), NOW, later)
                        .level())
                .isEqualTo(Check.Level.OK);
        assertThat(EngineCheckup.time(Optional.of(NOW.minusSeconds(6)), NOW, later)
                        .seen())
                .isEqualTo("the engine's is 6 s behind the agent's, which blurs when a thing began and ended");
        assertThat(EngineCheckup.time(Optional.of(later.plusSeconds(61)), NOW, later))
                .isEqualTo(Check.problem(
                        "clock",
                        "the engine's is 61 s ahead of the agent's, which blurs when a thing began and ended",
                        "let both be set by NTP (timedatectl set-ntp true)"));
        assertThat(EngineCheckup.time(Optional.empty(), NOW, later).level()).isEqualTo(Check.Level.UNKNOWN);
    }
}
