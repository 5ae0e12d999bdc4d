package homelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Command;
import homelab.integration.Desk.Word;
import homelab.model.Incident;
import homelab.model.Secret;
import homelab.web.OpenDoor;
import homelab.web.WebConfig;
import homelab.web.WebException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private OpenDoor door;

    private record Said(String name, Optional<Argument> argument, Reply reply) implements Command {
        @Override
        public String says() {
            return "says " + name;
        }

        @Override
        public CompletionStage<Reply> run(Call call) {
            return CompletableFuture.completedFuture(reply);
        }
    }

    @BeforeEach
    void open() throws WebException {
        var question = new Command.Reply(
                true,
                "INC-7: Shut down web?",
                List.of("It stays down."),
                List.of(),
                List.of(
                        new Command.Choice(
                                "Yes, shut down",
                                new Word.Approve(new Incident.Id(7), Optional.of("0123456789abcdef"))),
                        new Command.Choice(
                                "No", new Word.Reject(new Incident.Id(7), Optional.of("0123456789abcdef")))));
        door = new OpenDoor(
                new WebConfig("127.0.0.1", 0, Optional.of(Secret.of(OpenDoor.TOKEN))),
                List.of(
                        new Said(
                                "vms",
                                Optional.empty(),
                                Command.Reply.told(
                                        "1 of 2 guests running",
                                        List.of("home: well."),
                                        List.of(List.of("Id", "Name"), List.of("100", "web\u001B[31m")))),
                        new Said(
                                "backup",
                                Optional.of(new Command.Argument("vmid", false)),
                                Command.Reply.refused("No.")),
                        new Said("stop_vm", Optional.of(new Command.Argument("vmid", true)), question)));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void alone_it_lists_what_can_be_said() {
        assertThat(homelab("do")).isEqualTo(Cli.OK);

        assertThat(out.toString()).isEqualTo("""
                vms            says vms
                backup [vmid]  says backup
                stop_vm vmid   says stop_vm
                """);
    }

    @Test
    void a_table_is_printed_in_columns_without_what_would_move_the_cursor() {
        assertThat(homelab("do", "vms")).isEqualTo(Cli.OK);

        assertThat(out.toString()).isEqualTo("""
                1 of 2 guests running
                  Id   Name
                  100  web
                home: well.
                """);
    }

    @Test
    void a_question_shows_by_which_words_it_is_answered() {
        assertThat(homelab("do", "/stop-vm", "100")).isEqualTo(Cli.OK);

        assertThat(out.toString()).isEqualTo("""
                INC-7: Shut down web?
                It stays down.
                  Yes, shut down  homelab approve INC-7 --remedy 0123456789abcdef
                  No              homelab reject INC-7
                """);
    }

    @Test
    void what_is_refused_is_a_problem() {
        assertThat(homelab("do", "backup", "100")).isEqualTo(Cli.PROBLEM);
        assertThat(homelab("do", "stop_vm")).isEqualTo(Cli.PROBLEM);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("homelab: No.\nhomelab: say which: stop_vm vmid\n");
    }

    @Test
    void as_json_it_is_what_the_agent_said() {
        assertThat(homelab("do", "vms", "--json")).isEqualTo(Cli.OK);

        assertThat(out.toString()).contains("\"title\"", "\"rows\"");
    }

    private int homelab(String... args) {
        return new Cli(Machine.of(door), new PrintWriter(out, true), new PrintWriter(err, true)).run(args);
    }
}
