package homelab.integration;

import homelab.integration.Desk.Word;
import homelab.model.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What an integration offers people to say: a name, an argument, and a reply that chat, command line and page can show. */
public interface Command {
    /** As it is written after the slash of a chat, such as {@code start_vm}. */
    String name();

    /** What it does, in a line. */
    String says();

    /** What may be written after the name; empty where nothing may. */
    Optional<Argument> argument();

    /**
     * Reads what is published, or gives an order. It neither waits for the loop nor speaks to anything outside.
     *
     * @param call has no argument that this command does not take, and the one that it must have
     */
    CompletionStage<Reply> run(Call call);

    /**
     * @param name such as {@code vmid}
     * @param required whether it must be there
     */
    record Argument(String name, boolean required) {}

    /** @param argument text from outside */
    record Call(Person by, Optional<String> argument, Desk desk, Instant now) {}

    /**
     * What came of it, for any channel.
     *
     * @param done false where what was asked could not be told or done
     * @param title in a line
     * @param lines in sentences
     * @param rows cells of a table, the first row its head; may be empty
     * @param choices what can be said to it
     */
    record Reply(boolean done, String title, List<String> lines, List<List<String>> rows, List<Choice> choices) {
        public Reply {
            lines = List.copyOf(lines);
            rows = rows.stream().map(List::copyOf).toList();
            choices = List.copyOf(choices);
        }

        public static Reply told(String title, List<String> lines, List<List<String>> rows) {
            return new Reply(true, title, lines, rows, List.of());
        }

        /** @param why a sentence that says what to do instead */
        public static Reply refused(String why) {
            return new Reply(false, why, List.of(), List.of(), List.of());
        }
    }

    /**
     * One of the answers to a question.
     *
     * @param word what it means; it is bound to the very plan that is shown
     */
    record Choice(String label, Word word) {}
}
