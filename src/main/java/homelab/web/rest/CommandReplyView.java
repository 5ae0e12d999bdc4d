package homelab.web.rest;

import homelab.integration.Command;
import homelab.integration.Desk.Word;
import java.util.List;
import java.util.Optional;

/**
 * What a command replied, as programs see it.
 *
 * @param rows a table whose first row is its head
 */
record CommandReplyView(
        boolean done, String title, List<String> lines, List<List<String>> rows, List<ChoiceView> choices) {
    /**
     * One of the answers to a question.
     *
     * @param word {@code approve} or {@code reject}; said to that incident with that remedy
     */
    record ChoiceView(String label, String word, String incident, Optional<String> remedy) {}

    static CommandReplyView of(Command.Reply reply) {
        return new CommandReplyView(
                reply.done(),
                reply.title(),
                reply.lines(),
                reply.rows(),
                reply.choices().stream().flatMap(one -> choice(one).stream()).toList());
    }

    /** Only what answers an incident can be said through this door. */
    private static Optional<ChoiceView> choice(Command.Choice choice) {
        return switch (choice.word()) {
            case Word.Approve yes ->
                Optional.of(
                        new ChoiceView(choice.label(), "approve", yes.incident().toString(), yes.remedy()));
            case Word.Reject no ->
                Optional.of(
                        new ChoiceView(choice.label(), "reject", no.incident().toString(), no.remedy()));
            case Word.Pause ignored -> Optional.empty();
            case Word.Resume ignored -> Optional.empty();
            case Word.SetMode ignored -> Optional.empty();
            case Word.Command ignored -> Optional.empty();
            case Word.Propose ignored -> Optional.empty();
        };
    }
}
