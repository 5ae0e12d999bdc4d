package homelab.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.integration.Desk.Reply;
import homelab.integration.Desk.Word;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.web.Examples;
import homelab.web.FakeDesk;
import homelab.web.OpenDoor;
import homelab.web.WebException;
import homelab.web.answer.Answers;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

class WordsTest {
    private static final Person PROGRAM = new Person("api", "rest");
    private static final Incident.Id THREE = new Incident.Id(3);
    private static final String HASH = "0123456789abcdef";
    private static OpenDoor door;

    @BeforeAll
    static void open() throws WebException {
        door = new OpenDoor();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void nothing_was_said() {
        door.desk.said.clear();
        door.desk.answers(new Reply.Done("it runs", Optional.of(THREE)));
    }

    @Test
    void approve_passes_on_the_remedy_that_was_seen() {
        var response = door.post("/api/incidents/INC-3/approve", "{\"remedy\": \"" + HASH + "\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"done\":\"it runs\",\"incident\":\"INC-3\"}");
        assertThat(door.desk.said)
                .containsExactly(new FakeDesk.Said(PROGRAM, new Word.Approve(THREE, Optional.of(HASH))));
    }

    @Test
    void the_body_is_optional() {
        door.post("/api/incidents/3/approve", "");
        door.post("/api/incidents/3/reject", "{}");
        door.send(door.request("/api/incidents/3/reject")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.noBody()));

        assertThat(door.desk.said)
                .extracting(FakeDesk.Said::word)
                .containsExactly(
                        new Word.Approve(THREE, Optional.empty()),
                        new Word.Reject(THREE, Optional.empty()),
                        new Word.Reject(THREE, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"remdy\": \"0123456789abcdef\"}",
                "{\"remedy\": \"\"}",
                "{\"remedy\": null}",
                "{\"remedy\": 5}",
                "{\"remedy\": \"0123456789abcdef\", \"remedy\": \"1123456789abcdef\"}",
                "{\"remedy\": \"0123456789abcdef\"} {}",
                "[]",
                "\"0123456789abcdef\"",
                "{\"remedy\": ",
                "remedy=0123456789abcdef"
            })
    void an_approval_that_is_not_understood_is_not_taken_as_one_of_whatever_it_is_now(String body) {
        var response = door.post("/api/incidents/3/approve", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":\"");
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void a_changed_remedy_is_a_conflict_that_shows_the_new_one() {
        var remedy = Examples.restart("web");
        door.desk.answers(new Reply.Conflict("the remedy changed", Optional.of(remedy)));

        var response = door.post("/api/incidents/3/approve", "{\"remedy\": \"" + HASH + "\"}");

        assertThat(response.statusCode()).isEqualTo(409);
        var answer = JsonMapper.shared().readTree(response.body());
        assertThat(answer.get("error").stringValue()).isEqualTo("the remedy changed");
        assertThat(answer.at("/remedy/hash").stringValue()).isEqualTo(remedy.hash());
        assertThat(answer.at("/remedy/steps/0/action").stringValue()).isEqualTo("container.restart");
    }

    @Test
    void a_conflict_without_a_remedy_says_null() {
        door.desk.answers(new Reply.Conflict("paused", Optional.empty()));

        var response = door.post("/api/incidents/3/approve", "");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).isEqualTo("{\"error\":\"paused\",\"remedy\":null}");
    }

    @Test
    void what_is_not_there_is_not_found() {
        door.desk.answers(new Reply.NotFound("there is no INC-3"));

        var response = door.post("/api/incidents/3/reject", "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"there is no INC-3\"}");
    }

    @Test
    void pause_resume_and_mode_are_passed_on() {
        door.post("/api/pause", "");
        door.post("/api/resume", "{}");
        door.post("/api/mode", "{\"mode\": \"heal\"}");
        door.post("/api/mode", "{\"mode\": \"observe\"}");

        assertThat(door.desk.said)
                .extracting(FakeDesk.Said::word)
                .containsExactly(new Word.Pause(), new Word.Resume(), new Word.SetMode(true), new Word.SetMode(false));
    }

    @Test
    void what_they_do_not_take_is_refused() {
        assertThat(door.post("/api/mode", "").statusCode()).isEqualTo(400);
        assertThat(door.post("/api/mode", "{\"mode\": \"auto\"}").statusCode()).isEqualTo(400);
        assertThat(door.post("/api/pause", "{\"minutes\": 5}").statusCode()).isEqualTo(400);
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void the_command_line_may_say_who_uses_it() {
        door.send(door.request("/api/pause")
                .header(Words.PERSON, "ro\tot " + "x".repeat(100))
                .POST(BodyPublishers.noBody()));
        door.send(door.request("/api/pause").header(Words.PERSON, " ").POST(BodyPublishers.noBody()));

        var cli = door.desk.said.getFirst().by();
        assertThat(cli.door()).isEqualTo("cli");
        assertThat(cli.name()).startsWith("ro ot xxx").hasSize(64);
        assertThat(door.desk.said.getLast().by()).isEqualTo(PROGRAM);
    }

    @Test
    void who_uses_it_is_named_in_plain_letters() {
        for (var name : List.of("\u00e2\u0080\u00ae", "root\u0085INFO"))
            door.send(door.request("/api/pause").header(Words.PERSON, name).POST(BodyPublishers.noBody()));

        assertThat(door.desk.said).extracting(said -> said.by().name()).allMatch(name -> name.matches("\\P{C}+"));
    }

    @Test
    void a_loop_that_does_not_answer_is_not_waited_for_without_end() {
        var silent = new FakeDesk();
        silent.answer = ignored -> new CompletableFuture<>();
        var words = new Words(new Answers(silent, Duration.ofMillis(20)));

        assertThatThrownBy(() -> words.say(PROGRAM, new Word.Pause()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE))
                .hasMessageContaining("did not answer");
    }

    @Test
    void a_failure_is_told_without_its_inside() {
        door.desk.answer = ignored -> CompletableFuture.failedFuture(new IllegalStateException("secret inside"));

        var response = door.post("/api/pause", "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).startsWith("{\"error\":\"").doesNotContain("inside");
    }
}
