package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.web.Examples;
import homelab.web.OpenDoor;
import homelab.web.Visitor;
import homelab.web.WebException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is between people and the pages. */
class PeopleTest {
    private OpenDoor door;

    @BeforeEach
    void open() throws WebException {
        door = new OpenDoor();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void without_a_session_every_address_answers_the_same() {
        door.desk.incidents = List.of(Examples.awaiting(1, "web"));
        var first = door.send(door.bare("/"));

        for (var path :
                List.of("/", "/incidents", "/nothing", "/error", "/API/status", "/metrics/more", "/enter", "/leave"))
            for (var method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")) {
                if (path.equals("/enter") && method.equals("POST")) continue;
                var response = door.send(door.bare(path).method(method, BodyPublishers.noBody()));
                assertThat(response.statusCode()).as(method + " " + path).isEqualTo(401);
                assertThat(response.body()).as(method + " " + path).isEqualTo(first.body());
                assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
            }
        assertThat(OpenDoor.type(first)).isEqualTo("text/html;charset=UTF-8");
        assertThat(first.body()).contains("homelab link").doesNotContain("web", "1.2.3", "INC-");
    }

    @Test
    void a_token_opens_no_page() {
        assertThat(door.get("/").statusCode()).isEqualTo(401);
        assertThat(door.post("/leave", "").statusCode()).isEqualTo(401);
    }

    @Test
    void htmx_is_told_to_load_the_page_anew() {
        var response = door.send(door.bare("/part").header("HX-Request", "true"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("HX-Refresh")).contains("true");
        assertThat(door.send(door.bare("/part")).headers().firstValue("HX-Refresh"))
                .isEmpty();
    }

    @Test
    void who_is_in_sees_pages_until_leaving() {
        var ann = door.enter();
        assertThat(ann.get("/").body()).contains("<span class=\"who\">ann</span>");
        assertThat(ann.get("/nothing").statusCode()).isEqualTo(404);

        var left = ann.post("/leave");

        assertThat(left.statusCode()).isEqualTo(302);
        assertThat(left.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("homelab-session=;")
                .contains("Expires=Thu, 01 Jan 1970", "Path=/");
        assertThat(ann.get("/").statusCode()).isEqualTo(401);
    }

    @Test
    void a_look_does_not_make_anybody_leave() {
        var ann = door.enter();

        ann.get("/leave");

        assertThat(ann.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void without_the_word_of_its_page_nothing_is_taken() {
        var ann = door.enter();
        var bob = door.enter();

        for (var word : List.of("", "_csrf=", "_csrf=wrong", "_csrf=" + encoded(bob.csrf())))
            assertThat(door.send(ann.form("/leave", word)).statusCode())
                    .as(word)
                    .isEqualTo(403);
        assertThat(door.send(ann.form("/leave?_csrf=x", "")).statusCode()).isEqualTo(403);
        assertThat(door.send(ann.form("/nothing", "")).statusCode()).isEqualTo(403);

        assertThat(ann.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void the_word_may_come_in_a_header_and_looks_different_each_time() {
        var ann = door.enter();
        assertThat(ann.csrf()).isNotEqualTo(ann.csrf());

        var left = door.send(
                ann.request("/leave").header("X-CSRF-TOKEN", ann.csrf()).POST(BodyPublishers.noBody()));

        assertThat(left.statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1",
        "Origin, http://127.0.0.1:1",
        "Origin, https://127.0.0.1:PORT",
        "Origin, http://localhost:PORT",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
    })
    void what_another_site_sends_is_refused(String header, String value) {
        var ann = door.enter();
        var foreign = value.replace("PORT", String.valueOf(door.web.port()));

        var leave = door.send(word(ann, "/leave").header(header, foreign));
        var enter = door.send(door.form("/enter", "link=" + door.secret()).header(header, foreign));
        var pause = door.send(door.request("/api/pause").header(header, foreign).POST(BodyPublishers.noBody()));

        assertThat(List.of(leave.statusCode(), enter.statusCode(), pause.statusCode()))
                .containsOnly(403);
        assertThat(pause.body()).startsWith("{\"error\":\"this was sent by a page of ");
        assertThat(door.desk.said).isEmpty();
        assertThat(ann.get("/").statusCode()).isEqualTo(200);
        assertThat(door.send(ann.request("/").header(header, foreign)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void what_its_own_page_sends_is_taken(String site) {
        var own = "http://127.0.0.1:" + door.web.port();

        var left = door.send(word(door.enter(), "/leave").header("Origin", own).header("Sec-Fetch-Site", site));

        assertThat(left.statusCode()).isEqualTo(302);
    }

    @Test
    void a_session_ends_12_h_after_it_was_last_seen() {
        var ann = door.enter();
        var bob = door.enter();
        door.now = door.now.plus(Sessions.IDLE).minusSeconds(1);
        assertThat(ann.get("/").statusCode()).isEqualTo(200);

        door.now = door.now.plusSeconds(1);

        assertThat(ann.get("/").statusCode()).isEqualTo(200);
        assertThat(bob.get("/").statusCode()).isEqualTo(401);
    }

    @Test
    void a_page_left_open_does_not_keep_its_session() {
        var ann = door.enter();
        var bob = door.enter();
        door.now = door.now.plus(Sessions.IDLE).minusSeconds(1);
        for (var path : List.of("/parts", "/incidents/parts", "/incidents/INC-1/parts"))
            assertThat(ann.get(path).statusCode()).isNotEqualTo(401);
        assertThat(bob.get("/incidents").statusCode()).isEqualTo(200);

        door.now = door.now.plusSeconds(1);

        assertThat(ann.get("/parts").statusCode()).isEqualTo(401);
        assertThat(bob.get("/parts").statusCode()).isEqualTo(200);
    }

    @Test
    void a_session_ends_after_7_days_however_busy() {
        var ann = door.enter();
        var end = door.now.plus(Sessions.LONGEST);
        while (door.now.plus(Duration.ofHours(11)).isBefore(end)) {
            door.now = door.now.plus(Duration.ofHours(11));
            assertThat(ann.get("/").statusCode()).isEqualTo(200);
        }

        door.now = end;

        assertThat(ann.get("/").statusCode()).isEqualTo(401);
    }

    @Test
    void one_more_than_32_ends_the_one_not_seen_for_longest() {
        var visitors = new ArrayList<Visitor>();
        for (var i = 0; i < Sessions.MOST; i++) {
            door.now = door.now.plusSeconds(1);
            visitors.add(door.enter());
        }
        assertThat(visitors.getFirst().get("/").statusCode()).isEqualTo(200);

        var last = door.enter();

        assertThat(visitors.get(1).get("/").statusCode()).isEqualTo(401);
        assertThat(visitors.getFirst().get("/").statusCode()).isEqualTo(200);
        assertThat(visitors.get(2).get("/").statusCode()).isEqualTo(200);
        assertThat(last.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void every_answer_is_guarded_by_headers() {
        var ann = door.enter();
        var guards = Map.of(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options",
                "nosniff",
                "X-Frame-Options",
                "DENY",
                "Referrer-Policy",
                "same-origin",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Cross-Origin-Resource-Policy",
                "same-origin",
                "Permissions-Policy",
                "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), payment=()",
                "Cache-Control",
                "no-cache, no-store, max-age=0, must-revalidate");

        for (var response : List.of(
                ann.get("/"),
                ann.get("/nothing"),
                door.send(ann.form("/leave", "")),
                door.send(door.bare("/")),
                door.send(door.bare("/enter/" + door.secret())),
                door.send(door.form("/enter", "link=x")),
                door.send(door.form("/enter", "link=x").header("Origin", "null")),
                door.get("/api/status"),
                door.send(door.bare("/livez")))) {
            var found = response.headers();
            assertThat(guards.keySet().stream()
                            .collect(Collectors.toMap(name -> name, name -> String.join("|", found.allValues(name)))))
                    .as(response.uri() + " " + response.statusCode())
                    .isEqualTo(guards);
            assertThat(found.firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/enter/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void the_session_is_never_in_an_address(String path) {
        var ann = door.enter();
        var id = ann.cookie().replace("homelab-session=", "");

        HttpResponse<String> response = door.send(door.bare(path + ";homelab-session=" + id));

        assertThat(response.statusCode()).isIn(400, 401, 403);
        assertThat(response.body()).doesNotContain("class=\"who\"");
    }

    private static HttpRequest.Builder word(Visitor visitor, String path) {
        return visitor.form(path, "_csrf=" + encoded(visitor.csrf()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
