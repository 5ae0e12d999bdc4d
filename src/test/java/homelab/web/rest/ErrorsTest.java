package homelab.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.web.OpenDoor;
import homelab.web.WebException;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ErrorsTest {
    private static OpenDoor door;

    @BeforeAll
    static void open() throws WebException {
        door = new OpenDoor();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource({
        "404, /api/nothing",
        "404, /api/status/",
        "404, /api/incidents/INC-99",
        "404, /api/incidents/99",
        "400, /api/incidents/web",
        "400, /api/incidents/INC-",
        "400, /api/incidents/-1",
        "400, /api/incidents/INC-99999999999999999999",
        "400, /api/incidents?page=-1",
        "400, /api/incidents?size=0",
        "400, /api/incidents?size=501",
        "400, /api/resources?size=501",
        "400, /api/resources?page=2000000000",
        "400, /api/incidents?page=x",
        "400, /api/incidents?open=perhaps",
        "405, /api/pause",
        "400, /api//status",
        "400, /api/status;x=1",
        "400, /api/%2e%2e/status",
        "400, /api/incidents/..%2f..%2fpause",
        "400, /api/incidents/%2e%2e",
        "400, /api/incidents/INC-1%00",
        "400, /api/incidents/INC-1%0d%0aSet-Cookie:x=1",
        "400, /api/incidents/..%5c..%5cetc"
    })
    void every_wrong_address_is_answered_in_json(int status, String path) {
        var response = door.get(path);

        assertThatItIsAnError(response, status);
    }

    @Test
    void a_wrong_method_says_which_are_right() {
        var response = door.send(door.request("/api/status").DELETE());

        assertThatItIsAnError(response, 405);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET");
    }

    @Test
    void a_body_of_another_type_is_refused() {
        var response = door.send(door.request("/api/mode")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"mode\": \"heal\"}")));

        assertThatItIsAnError(response, 415);
    }

    @Test
    void a_body_of_more_than_64_KB_is_refused() {
        var large = "{\"remedy\": \"" + "a".repeat(70_000) + "\"}";
        var known = door.post("/api/incidents/3/approve", large);
        var chunked = door.send(door.request("/api/incidents/3/approve")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));

        assertThatItIsAnError(known, 413);
        assertThatItIsAnError(chunked, 413);
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void a_body_ten_thousand_levels_deep_is_refused() {
        var response = door.post("/api/incidents/3/approve", "{\"remedy\":".repeat(5_000) + "1");

        assertThatItIsAnError(response, 400);
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void any_accept_header_gets_json() {
        var good = door.send(door.request("/api/status").header("Accept", "text/html"));
        var bad = door.send(door.request("/api/nothing").header("Accept", "text/html"));

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(OpenDoor.type(good)).startsWith("application/json");
        assertThatItIsAnError(bad, 404);
        for (var path : List.of("/api//status", "/api/status;x=1", "/api/..%2fpause"))
            assertThatItIsAnError(door.send(door.request(path).header("Accept", "text/html")), 400);
    }

    @Test
    void a_bug_behind_the_door_shows_no_stack_trace() throws WebException {
        try (var broken = new OpenDoor()) {
            broken.desk.broken = true;

            var response = broken.get("/api/incidents");

            assertThatItIsAnError(response, 500);
            assertThat(response.body()).doesNotContain("a bug").doesNotContain("homelab.web");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/<b>|{} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b<>\r\n\r\n",
                "G@T / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "TRACE /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header: x\r\n\r\n",
                "GET /api/../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "POST /api/pause HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /api/pause HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Homelab-Person: a\u0000b\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void what_tomcat_itself_refuses_is_not_html(String request) {
        var answer = door.raw(request);

        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("<html").doesNotContain("<!doctype");
        assertThat(answer).doesNotContain("Tomcat").doesNotContain("Exception");
        assertThat(answer.substring(9, 12)).matches("[45][0-9]{2}");
    }

    @Test
    void headers_without_end_are_refused_in_json() {
        var answer = door.raw("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("<html");
    }

    private static void assertThatItIsAnError(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(OpenDoor.type(response)).startsWith("application/json");
        assertThat(JsonMapper.shared().readTree(response.body()).get("error").stringValue())
                .isNotBlank();
    }
}
