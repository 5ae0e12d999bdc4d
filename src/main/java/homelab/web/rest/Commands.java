package homelab.web.rest;

import homelab.integration.Command;
import homelab.integration.Desk;
import homelab.model.Spelling;
import homelab.model.Text;
import homelab.web.answer.Answers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What integrations offer people to say. */
@RestController
@RequestMapping("/api")
public final class Commands {
    private static final int LONGEST_ARGUMENT = 200;

    private final List<Command> commands;
    private final Desk desk;
    private final Answers answers;
    private final InstantSource clock;

    public Commands(List<Command> commands, Desk desk, Answers answers, InstantSource clock) {
        this.commands = List.copyOf(commands);
        this.desk = desk;
        this.answers = answers;
        this.clock = clock;
    }

    /** @param required whether the argument must be there; false where there is none */
    record Offer(String name, String says, Optional<String> argument, boolean required) {
        static Offer of(Command command) {
            return new Offer(
                    command.name(),
                    command.says(),
                    command.argument().map(Command.Argument::name),
                    command.argument().filter(Command.Argument::required).isPresent());
        }
    }

    record Offers(List<Offer> items) {}

    @GetMapping("/commands")
    Offers all() {
        return new Offers(commands.stream().map(Offer::of).toList());
    }

    @PostMapping("/commands/{name}")
    ResponseEntity<CommandReplyView> say(@PathVariable String name, HttpServletRequest request) throws IOException {
        var command = commands.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
        var argument = Body.of(request)
                .only("argument")
                .map(text -> Text.harmless(text, LONGEST_ARGUMENT))
                .filter(text -> !text.isEmpty());
        check(command, argument);
        var call = new Command.Call(Words.whoSent(request), argument, desk, clock.instant());
        var reply = CommandReplyView.of(
                answers.await(command.name(), command.run(call)).orElseThrow(Commands::unanswered));
        return ResponseEntity.ok(reply);
    }

    private static void check(Command command, Optional<String> argument) {
        var takes = command.argument();
        if (takes.isEmpty() && argument.isPresent()) throw Refusal.badRequest(command.name() + " takes nothing more");
        if (takes.filter(Command.Argument::required).isPresent() && argument.isEmpty())
            throw Refusal.badRequest(
                    "say which: " + command.name() + " " + takes.get().name());
    }

    private Refusal unknown(String name) {
        var known = commands.stream().map(Command::name).toList();
        var hint = known.isEmpty()
                ? " None is there, since nothing that offers one is configured."
                : Spelling.hint(Text.harmless(name, 40), known);
        return new Refusal(HttpStatus.NOT_FOUND, "there is no command \"" + Text.harmless(name, 40) + "\"." + hint);
    }

    private static Refusal unanswered() {
        return new Refusal(
                HttpStatus.SERVICE_UNAVAILABLE,
                "no answer came in time; what you said may still be asked: look before you say it again");
    }
}
