package homelab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
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
    @ValueSource(
            strings = {
                "/api/status",
                "/api/status/",
                "/api/resources",
                "/api/incidents",
                "/api/incidents/INC-1",
                "/api",
                "/api/nothing"
            })
    void without_the_token_nobody_reads(String path) {
        var response = door.send(door.bare(path).GET());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        assertThat(OpenDoor.type(response)).startsWith("application/json");
        assertThat(response.body()).startsWith("{\"error\":\"").contains("HOMELAB_API_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/link",
                "/api/pause",
                "/api/resume",
                "/api/mode",
                "/api/incidents/INC-1/approve",
                "/api/incidents/INC-1/reject"
            })
    void without_the_token_nobody_says(String path) {
        var response = door.send(door.bare(path).POST(BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void a_wrong_token_does_not_open() {
        door.now = door.now.plusSeconds(3600);
        for (var header : List.of(
                "Bearer wrong",
                "Bearer " + OpenDoor.TOKEN + "x",
                "Bearer " + OpenDoor.TOKEN.substring(1),
                "Bearer ",
                "Bearer",
                OpenDoor.TOKEN,
                "Basic " + OpenDoor.TOKEN)) {
            var response = door.send(door.bare("/api/status").header("Authorization", header));
            assertThat(response.statusCode()).as(header).isEqualTo(401);
        }
    }

    @Test
    void two_tokens_are_one_too_many() {
        var response = door.send(door.request("/api/status").header("Authorization", "Bearer wrong"));

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void the_token_does_not_open_from_the_address() {
        for (var name : List.of("token", "access_token", "api_token"))
            assertThat(door.send(door.bare("/api/status?" + name + "=" + OpenDoor.TOKEN))
                            .statusCode())
                    .isEqualTo(401);
    }

    @Test
    void the_right_token_opens() {
        assertThat(door.get("/api/status").statusCode()).isEqualTo(200);
        assertThat(door.send(door.bare("/api/status").header("Authorization", "bearer " + OpenDoor.TOKEN))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void one_answer_remembers_nobody() {
        var response = door.get("/api/status");

        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void a_session_opens_nothing_for_programs() {
        var ann = door.enter();

        assertThat(ann.get("/api/status").statusCode()).isEqualTo(401);
        assertThat(ann.post("/api/pause").statusCode()).isEqualTo(401);
        assertThat(ann.post("/api/link").statusCode()).isEqualTo(401);
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void who_guesses_tokens_has_to_wait_but_the_right_one_opens() throws WebException {
        try (var guessed = new OpenDoor()) {
            for (var i = 0; i < 10; i++) assertThat(guess(guessed).statusCode()).isEqualTo(401);

            var response = guess(guessed);

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).contains("601");
            assertThat(response.body()).startsWith("{\"error\":\"");
            assertThat(guessed.get("/api/status").statusCode()).isEqualTo(200);
            assertThat(guessed.send(guessed.bare("/api/status")).statusCode()).isEqualTo(401);
            assertThat(guessed.enter().get("/").statusCode()).isEqualTo(200);
            guessed.now = guessed.now.plusSeconds(600);
            assertThat(guess(guessed).statusCode()).isEqualTo(401);
        }
    }

    private static HttpResponse<String> guess(OpenDoor door) {
        return door.send(door.bare("/api/status").header("Authorization", "Bearer wrong"));
    }

    @Test
    void answers_are_guarded_by_headers() {
        var headers = door.get("/api/status").headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void without_a_configured_token_nobody_gets_in() throws WebException {
        try (var locked = new OpenDoor(Optional.empty())) {
            for (var header : List.of("Bearer ", "Bearer null", "Bearer " + OpenDoor.TOKEN))
                assertThat(locked.send(locked.bare("/api/status").header("Authorization", header))
                                .statusCode())
                        .isEqualTo(401);
            assertThat(locked.send(locked.bare("/livez")).statusCode()).isEqualTo(200);
        }
    }
}
