package homelab.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Command;
import homelab.integration.Desk.Word;
import homelab.model.Incident;
import homelab.model.Secret;
import homelab.web.OpenDoor;
import homelab.web.WebConfig;
import homelab.web.WebException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
    private static final String HASH = "0123456789abcdef";

    private static OpenDoor door;
    private static Described described;

    /** Replies with what it was asked, and asks back. */
    private record Echo(String name, Optional<Argument> argument) implements Command {
        @Override
        public String says() {
            return "says it again";
        }

        @Override
        public CompletionStage<Reply> run(Call call) {
            var incident = new Incident.Id(7);
            return CompletableFuture.completedFuture(new Reply(
                    true,
                    call.by() + " said " + call.argument().orElse("nothing"),
                    List.of("A line."),
                    List.of(List.of("Head"), List.of("Cell")),
                    List.of(
                            new Choice("Yes", new Word.Approve(incident, Optional.of(HASH))),
                            new Choice("No", new Word.Reject(incident, Optional.of(HASH))))));
        }
    }

    @BeforeAll
    static void open() throws WebException {
        door = new OpenDoor(
                new WebConfig("127.0.0.1", 0, Optional.of(Secret.of(OpenDoor.TOKEN))),
                List.of(
                        new Echo("vms", Optional.empty()),
                        new Echo("backup", Optional.of(new Command.Argument("vmid", false))),
                        new Echo("stop_vm", Optional.of(new Command.Argument("vmid", true)))));
        described = new Described(door.get("/api/openapi.json").body());
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void all_are_listed_with_what_they_take() {
        var answer = door.get("/api/commands");

        assertThat(described.wrongWith("GET /api/commands", answer)).isEmpty();
        assertThat(json(answer.body()).at("/items/2")).isEqualTo(json("""
                {"name": "stop_vm", "says": "says it again", "argument": "vmid", "required": true}"""));
        assertThat(json(answer.body()).at("/items/0/argument").isNull()).isTrue();
    }

    @Test
    void a_reply_is_told_with_what_can_be_said_to_it() {
        var answer = door.post("/api/commands/stop_vm", "{\"argument\": \"100\"}");

        assertThat(described.wrongWith("POST /api/commands/{name}", answer)).isEmpty();
        assertThat(json(answer.body())).isEqualTo(json("""
                {"done": true, "title": "api (rest) said 100", "lines": ["A line."], "rows": [["Head"], ["Cell"]],
                 "choices": [{"label": "Yes", "word": "approve", "incident": "INC-7", "remedy": "%s"},
                             {"label": "No", "word": "reject", "incident": "INC-7", "remedy": "%s"}]}""".formatted(HASH, HASH)));
    }

    @Test
    void an_argument_is_asked_for_where_it_is_needed_and_refused_where_it_is_not() {
        assertThat(door.post("/api/commands/stop_vm", "").statusCode()).isEqualTo(400);
        assertThat(door.post("/api/commands/stop_vm", "{\"argument\": \" \"}").body())
                .contains("stop_vm vmid");
        assertThat(door.post("/api/commands/vms", "{\"argument\": \"100\"}").statusCode())
                .isEqualTo(400);
        assertThat(door.post("/api/commands/backup", "").statusCode()).isEqualTo(200);
        assertThat(door.post("/api/commands/backup", "{\"vmid\": \"100\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_misspelt_command_is_told_the_nearest() {
        var answer = door.post("/api/commands/stopvm", "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(described.wrongWith("POST /api/commands/{name}", answer)).isEmpty();
        assertThat(answer.body()).contains("stop_vm");
    }

    @Test
    void nobody_gives_an_order_without_the_token() {
        assertThat(door.send(door.bare("/api/commands/vms")
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
