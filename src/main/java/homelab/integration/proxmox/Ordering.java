package homelab.integration.proxmox;

import homelab.integration.Command.Call;
import homelab.integration.Command.Choice;
import homelab.integration.Command.Reply;
import homelab.integration.Desk;
import homelab.integration.Desk.Word;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Gives an order that is asked back, and says what is asked. */
final class Ordering {
    private static final String NOTHING = "Nothing was done: ";

    private Ordering() {}

    /** The answer comes on the loop's thread, which must not wait for the store. */
    static CompletionStage<Reply> propose(Call call, Action action, Resource.Id target) {
        return call.desk()
                .say(call.by(), new Word.Propose(action, target))
                .thenApplyAsync(answer -> reply(call.desk(), answer), Thread::startVirtualThread);
    }

    private static Reply reply(Desk desk, Desk.Reply answer) {
        return switch (answer) {
            case Desk.Reply.Done done ->
                done.incident()
                        .flatMap(desk::incident)
                        .map(Ordering::asked)
                        .orElseGet(() -> Reply.told(capital(done.text()), List.of(), List.of()));
            case Desk.Reply.NotFound notFound -> Reply.refused(NOTHING + closed(notFound.text()));
            case Desk.Reply.NotSaved notSaved -> Reply.refused(closed(capital(notSaved.text())));
            case Desk.Reply.Conflict conflict ->
                Reply.refused(
                        conflict.text().equals("paused")
                                ? NOTHING + "the agent is paused. Resume it first, then say it again."
                                : NOTHING + closed(conflict.text()));
        };
    }

    private static Reply asked(Incident incident) {
        if (incident.stage() instanceof Stage.AwaitingApproval
                && incident.remedy().isPresent())
            return question(incident, incident.remedy().get());
        return Reply.refused(
                incident.timeline().isEmpty()
                        ? incident.id() + " is " + incident.stage().word()
                        : incident.timeline().getLast().what());
    }

    private static Reply question(Incident incident, Remedy remedy) {
        var verb = remedy.plan().getFirst().action().verb();
        var lines = new ArrayList<String>();
        for (var sentence : remedy.warning().split("\\. ", -1)) lines.add(closed(capital(sentence)));
        lines.add("Its risk is " + remedy.risk().name().toLowerCase(Locale.ROOT)
                + ". Without a yes within an hour nothing is done.");
        return new Reply(
                true,
                incident.id() + ": " + capital(verb) + " "
                        + remedy.plan().getFirst().name() + "?",
                lines,
                List.of(),
                List.of(
                        new Choice("Yes, " + verb, new Word.Approve(incident.id(), Optional.of(remedy.hash()))),
                        new Choice("No", new Word.Reject(incident.id(), Optional.of(remedy.hash())))));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String closed(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
