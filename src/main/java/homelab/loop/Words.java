package homelab.loop;

import homelab.integration.Desk.Reply;
import homelab.integration.Desk.Word;
import homelab.loop.detect.Verdict;
import homelab.model.Action;
import homelab.model.Approval;
import homelab.model.Ceiling;
import homelab.model.Expectation;
import homelab.model.Finding;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Order;
import homelab.model.Person;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Setting;
import homelab.model.Severity;
import homelab.model.Stage;
import homelab.model.Trouble;
import java.util.Optional;

/** What people say, and what it does. */
final class Words {
    private Words() {}

    static Reply take(Turn turn, Person by, Word word) {
        return switch (word) {
            case Word.Approve approve -> approve(turn, by, approve);
            case Word.Reject reject -> reject(turn, by, reject);
            case Word.Pause ignored -> pause(turn, by);
            case Word.Resume ignored -> resume(turn, by);
            case Word.SetMode mode -> setMode(turn, by, mode.heal());
            case Word.Command command -> order(turn, by, command.action(), command.target(), false);
            case Word.Propose propose -> order(turn, by, propose.action(), propose.target(), true);
        };
    }

    private static Reply approve(Turn turn, Person by, Word.Approve word) {
        var found = turn.open(word.incident());
        if (found.isEmpty()) return new Reply.NotFound(word.incident() + " is not open");
        var incident = found.get();
        if (turn.paused()) return new Reply.Conflict("paused", incident.remedy());
        if (incident.stage() instanceof Stage.Joined joined)
            return new Reply.Conflict(
                    word.incident() + " belongs to " + joined.to() + ": answer that one", Optional.empty());
        if (!isAnswerable(incident.stage()))
            return new Reply.Conflict(
                    word.incident() + " asks nothing: it is " + incident.stage().word(), incident.remedy());
        if (incident.remedy().isEmpty())
            return new Reply.Conflict("there is nothing that could be done about " + word.incident(), Optional.empty());
        var remedy = incident.remedy().get();
        if (word.remedy().filter(hash -> !hash.equals(remedy.hash())).isPresent())
            return new Reply.Conflict("the remedy has changed since it was shown", incident.remedy());
        turn.journal("approved", incident, by + " approved " + remedy.hash() + ": " + remedy.words());
        turn.save(incident.answered(Optional.of(new Approval.Granted(by, turn.now(), remedy.hash())))
                .at(new Stage.Deciding())
                .saying(turn.now(), by + " approved: " + remedy.words() + "."));
        return new Reply.Done("approved: " + remedy.words(), Optional.of(incident.id()));
    }

    private static Reply reject(Turn turn, Person by, Word.Reject word) {
        var found = turn.open(word.incident());
        if (found.isEmpty()) return new Reply.NotFound(word.incident() + " is not open");
        var incident = found.get();
        var waitsWithAYes = incident.stage() instanceof Stage.Waiting && wasGranted(incident);
        if (!isAnswerable(incident.stage()) && !waitsWithAYes)
            return new Reply.Conflict(
                    word.incident() + " asks nothing: it is " + incident.stage().word(), incident.remedy());
        var hash = incident.remedy().map(remedy -> remedy.hash()).orElse("");
        if (word.remedy().filter(shown -> !shown.equals(hash)).isPresent())
            return new Reply.Conflict("the remedy has changed since it was shown", incident.remedy());
        turn.journal("rejected", incident, by + " rejected " + hash);
        var denied = incident.answered(Optional.of(new Approval.Denied(by, turn.now(), hash)));
        if (incident.stage() instanceof Stage.AwaitingApproval || waitsWithAYes) {
            turn.save(denied.at(new Stage.HandsOff(by + " said no")).saying(turn.now(), by + " said no."));
            return new Reply.Done(
                    "rejected; the agent keeps its hands off and keeps watching", Optional.of(incident.id()));
        }
        leave(turn, incident);
        turn.joined(incident.id()).forEach(one -> {
            leave(turn, one);
            turn.save(Closing.resolve(turn, one, Resolution.BY_PERSON, by + " said to leave it."));
        });
        turn.save(Closing.resolve(turn, denied, Resolution.BY_PERSON, by + " said to leave it."));
        return new Reply.Done("left as it is", Optional.of(incident.id()));
    }

    private static void leave(Turn turn, Incident incident) {
        var word = new Expectation(incident.resource().id(), Expectation.Word.A_PERSON_SAID_LEAVE_IT, turn.now());
        var known = turn.history(incident).orElseGet(() -> History.of(incident.resource()));
        turn.remember(known.expecting(Optional.of(word)));
    }

    private static boolean wasGranted(Incident incident) {
        return incident.approval().filter(Approval.Granted.class::isInstance).isPresent();
    }

    private static boolean isAnswerable(Stage stage) {
        return stage instanceof Stage.AwaitingApproval
                || stage instanceof Stage.HandsOff
                || stage instanceof Stage.Escalated;
    }

    /** The brake was moved before this word got here: it must work when nothing can be written. */
    private static Reply pause(Turn turn, Person by) {
        turn.set(Pausing.setting(true, by, turn.now()));
        turn.journal("paused", by + " paused the agent");
        return new Reply.Done("paused: nothing new is begun; what is in flight finishes", Optional.empty());
    }

    private static Reply resume(Turn turn, Person by) {
        turn.set(Pausing.setting(false, by, turn.now()));
        turn.journal("resumed", by + " resumed the agent");
        return new Reply.Done("resumed", Optional.empty());
    }

    /** The turn that took this word could not be written. It is not kept for later: by then it may no longer be meant. */
    static Reply notWritten(Word word, String why) {
        return switch (word) {
            case Word.Pause ignored ->
                new Reply.Done("paused, though it could not be written into the journal: " + why, Optional.empty());
            case Word.Resume ignored ->
                new Reply.Done("resumed, though it could not be written into the journal: " + why, Optional.empty());
            case Word.Approve ignored -> notSaved(why);
            case Word.Reject ignored -> notSaved(why);
            case Word.SetMode ignored -> notSaved(why);
            case Word.Command ignored -> notSaved(why);
            case Word.Propose ignored -> notSaved(why);
        };
    }

    private static Reply notSaved(String why) {
        return new Reply.NotSaved(
                "nothing came of it, because it could not be written down: " + why + "; mend that and say it again");
    }

    private static Reply setMode(Turn turn, Person by, boolean heal) {
        if (heal && turn.ceiling().fixed())
            return new Reply.Conflict("HOMELAB_MODE=observe is set: change that and start again", Optional.empty());
        var ceiling = new Ceiling(heal, turn.ceiling().fixed(), Optional.of(by), turn.now());
        turn.choose(ceiling, new Setting("mode", ceiling.word(), by, turn.now()));
        turn.journal("mode", by + " set the mode to " + ceiling.word());
        turn.open().stream()
                .filter(one -> one.stage() instanceof Stage.HandsOff && heal && !wasDenied(one))
                .forEach(one -> turn.save(one.at(new Stage.Deciding())));
        return new Reply.Done("mode is now " + ceiling.word(), Optional.empty());
    }

    static boolean wasDenied(Incident incident) {
        return incident.approval().filter(Approval.Denied.class::isInstance).isPresent();
    }

    /** @param askedBack it is not carried out before the person, or another, has approved its plan */
    private static Reply order(Turn turn, Person by, Action action, Resource.Id id, boolean askedBack) {
        var target = turn.snapshot().sighting(id);
        if (target.isEmpty()) return new Reply.NotFound("there is no " + id);
        if (turn.paused()) return new Reply.Conflict("paused", Optional.empty());
        var resource = target.get().resource();
        var known = turn.open().stream()
                .filter(one ->
                        one.order().filter(order -> order.target().equals(id)).isPresent())
                .findFirst();
        if (known.isPresent() && (askedBack || !isAnswerable(known.get().stage())))
            return ordered(known.get(), action, askedBack);
        var busy = turn.about(resource.lineage()).filter(one -> turn.judge(resource.id()) instanceof Verdict.Bad);
        if (busy.filter(one -> !isAnswerable(one.stage())).isPresent())
            return new Reply.Conflict(
                    busy.get().id() + " is already about " + resource.name() + ": it is "
                            + busy.get().stage().word(),
                    Optional.empty());
        var says = by + " ordered " + action + " " + resource.name() + ".";
        var finding = new Finding(resource, Trouble.ORDERED, Severity.INFO, says, turn.now());
        var consequence = askedBack
                ? Optional.of(Consequence.of(turn.snapshot(), action, target.get()))
                : Optional.<String>empty();
        var incident = turn.openIncident(action + " " + turn.nameOf(resource), finding)
                .with(new Order(by, turn.now(), action, id, consequence))
                .at(new Stage.Deciding());
        turn.save(incident);
        return new Reply.Done("ordered as " + incident.id(), Optional.of(incident.id()));
    }

    /** What was said twice is asked once. */
    private static Reply ordered(Incident known, Action action, boolean askedBack) {
        var same = known.order().filter(order -> order.action() == action).isPresent();
        if (askedBack && same && known.stage() instanceof Stage.AwaitingApproval)
            return new Reply.Done("asked already as " + known.id(), Optional.of(known.id()));
        return new Reply.Conflict(
                known.id() + ", " + known.title() + ", is not over yet: it is "
                        + known.stage().word(),
                known.remedy());
    }
}
