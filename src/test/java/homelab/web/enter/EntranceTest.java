package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import homelab.model.Person;
import homelab.web.OpenDoor;
import homelab.web.WebException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class EntranceTest {
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
    void a_link_opens_once() {
        var secret = door.secret();

        var first = press(secret);
        var second = press(secret);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).contains("/");
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(second.body()).contains("homelab link");
    }

    @Test
    void a_preview_of_the_link_does_not_use_it_up() {
        var secret = door.secret();

        for (var i = 0; i < 3; i++) {
            var page = door.send(door.bare("/enter/" + secret));
            door.send(door.bare("/enter/" + secret).method("HEAD", BodyPublishers.noBody()));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<form method=\"post\" action=\"/enter\">", "value=\"" + secret + "\"");
            assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
        }

        assertThat(press(secret).statusCode()).isEqualTo(303);
    }

    @Test
    void of_many_who_press_at_once_one_comes_in() {
        var secret = door.secret();

        var answers = IntStream.range(0, 20)
                .mapToObj(i -> door.client.sendAsync(
                        door.form("/enter", "link=" + secret).build(), BodyHandlers.ofString()))
                .toList();

        assertThat(answers.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.statusCode() == 303)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_link_ends_after_10_minutes() {
        var early = door.secret();
        door.now = door.now.plusSeconds(1);
        var late = door.secret();

        door.now = door.now.plus(Links.LIFE).minusSeconds(1);

        assertThat(press(early).statusCode()).isEqualTo(403);
        assertThat(press(late).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%3Cscript%3E", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void what_is_no_link_gets_no_button(String path) {
        var page = door.send(door.bare("/enter/" + path));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).doesNotContain("<form", "script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "link=", "link=x", "lnik=x"})
    void a_wrong_link_does_not_open(String form) {
        var response = door.send(door.form("/enter", form));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void the_cookie_is_for_this_door_only() {
        var response = press(door.secret());

        assertThat(response.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("homelab-session=[0-9A-F]{32}; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void a_planted_session_id_is_not_taken() {
        var planted = "homelab-session=0123456789ABCDEF0123456789ABCDEF";

        var response = door.send(door.form("/enter", "link=" + door.secret()).header("Cookie", planted));

        assertThat(OpenDoor.cookie(response)).isNotEqualTo(planted);
        assertThat(door.send(door.bare("/").header("Cookie", planted)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void who_enters_again_leaves_the_old_session() {
        var before = door.enter();

        var response = door.send(before.form("/enter", "link=" + door.secret()));

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(OpenDoor.cookie(response)).isNotEqualTo(before.cookie());
        assertThat(before.get("/").statusCode()).isEqualTo(401);
    }

    @Test
    void who_guesses_links_has_to_wait_and_keeps_nobody_out_who_has_one() {
        for (var i = 0; i < Attempts.MOST_BY_ADDRESS; i++)
            assertThat(press("wrong" + i).statusCode()).isEqualTo(403);

        var guess = press("wrong");
        var owner = press(door.secret());

        assertThat(guess.statusCode()).isEqualTo(429);
        assertThat(guess.headers().firstValue("Retry-After")).contains("601");
        assertThat(owner.statusCode()).isEqualTo(303);
        door.now = door.now.plus(Attempts.WINDOW);
        assertThat(press("wrong").statusCode()).isEqualTo(403);
    }

    @Test
    void the_link_is_in_no_log() {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var spring = (Logger) LoggerFactory.getLogger("org.springframework");
        var heard = new ListAppender<ILoggingEvent>();
        heard.start();
        root.addAppender(heard);
        root.setLevel(Level.INFO);
        spring.setLevel(Level.INFO);
        try {
            var secret = door.secret();
            door.send(door.bare("/enter/" + secret));
            door.send(door.bare("/enter/" + secret + "/more"));
            door.send(door.bare("/enter/" + secret).POST(BodyPublishers.noBody()));
            press(secret);
            press(secret);

            assertThat(List.copyOf(heard.list))
                    .noneMatch(event -> event.getFormattedMessage().contains(secret));
        } finally {
            spring.setLevel(Level.ERROR);
            root.detachAppender(heard);
        }
    }

    @Test
    void programs_with_the_token_make_links() {
        var made = door.post("/api/link", "");
        var address = door.web.link(new Person("ann", "page")).address();

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body())
                .matches("\\{\"link\":\"http://127\\.0\\.0\\.1:" + door.web.port()
                        + "/enter/[A-Za-z0-9_-]{43}\",\"ends\":\"2026-03-01T12:10:00Z\"}");
        assertThat(address.toString()).startsWith("http://127.0.0.1:" + door.web.port() + "/enter/");
        assertThat(door.post("/api/link", "{\"for\": \"me\"}").statusCode()).isEqualTo(400);
        var secret = made.body().replaceAll(".*/enter/([^\"]+)\".*", "$1");
        assertThat(press(secret).statusCode()).isEqualTo(303);
    }

    @Test
    void the_page_knows_for_whom_the_link_was_made() {
        var made = door.send(
                door.request("/api/link").header("X-Homelab-Person", "bob").POST(BodyPublishers.noBody()));

        var cookie = OpenDoor.cookie(press(made.body().replaceAll(".*/enter/([^\"]+)\".*", "$1")));

        assertThat(door.send(door.bare("/").header("Cookie", cookie)).body())
                .contains("<span class=\"who\">bob</span>");
    }

    private HttpResponse<String> press(String secret) {
        return door.send(door.form("/enter", "link=" + secret));
    }
}
