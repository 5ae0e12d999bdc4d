package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Secret;
import homelab.web.OpenDoor;
import homelab.web.WebConfig;
import homelab.web.WebException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    private static OpenDoor door;

    @BeforeAll
    static void open() throws WebException {
        door = new OpenDoor(new WebConfig(
                "127.0.0.1",
                0,
                Optional.of(Secret.of(OpenDoor.TOKEN)),
                List.of(PublicName.parse("nas.lan")),
                List.of()));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "nas.lan.evil.example",
                "127.0.0.1.nip.example",
                "192.0.2.1:8080",
                "0.0.0.0",
                "nas"
            })
    void a_page_or_program_that_asks_for_somebody_else_is_refused(String host) {
        var page = ask("GET /", host);
        var link = ask("GET /enter/x", host);
        var asset = ask("GET /assets/x", host);
        var program = ask("GET /api/status", host);
        var word = ask("POST /api/pause", host);

        assertThat(List.of(page, link, asset, program, word)).allMatch(answer -> answer.startsWith("HTTP/1.1 421 "));
        var name = host.replace(":8080", "");
        assertThat(page).contains("text/html", "&quot;" + name + "&quot;", "dashboard.names");
        assertThat(program).contains("application/json", "\\\"" + name + "\\\"", "dashboard.names");
        assertThat(door.desk.said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:8080",
                "localhost",
                "LOCALHOST:9999",
                "localhost.",
                "homelab.localhost",
                "[::1]:8080",
                "127.8.8.8",
                "nas.lan",
                "NAS.lan:443"
            })
    void its_own_names_are_answered_whatever_port_is_published(String host) {
        assertThat(ask("GET /", host)).startsWith("HTTP/1.1 401 ");
        assertThat(ask("GET /api/status", host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/metrics"})
    void probes_are_answered_by_whatever_name_they_ask(String path) {
        for (var host : List.of("10.1.2.3:8080", "homelab-agent:8080"))
            assertThat(ask("GET " + path, host)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void who_names_nobody_is_no_browser() {
        assertThat(door.raw("GET /api/status HTTP/1.0\r\nAuthorization: Bearer " + OpenDoor.TOKEN + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void what_is_no_name_is_not_even_shown() {
        for (var host : List.of("<b>", "a\"b", "a_b.example", "[::1", "a:b"))
            assertThat(ask("GET /", host)).as(host).startsWith("HTTP/1.1 400 ").doesNotContain("<b>", "<html");
    }

    private static String ask(String request, String host) {
        return door.raw(request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nAuthorization: Bearer "
                + OpenDoor.TOKEN + "\r\n\r\n");
    }
}
