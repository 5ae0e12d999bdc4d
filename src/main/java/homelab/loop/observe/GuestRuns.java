package homelab.loop.observe;

import homelab.model.Expectation;
import homelab.model.Guest;
import homelab.model.History;
import homelab.model.Observation;
import homelab.model.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a look at a guest adds to its history. Proxmox tells no events: that a guest ended is seen, and whose word it was is
 * in its latest task.
 */
final class GuestRuns {
    /** How stale {@code ranAt} may grow while nothing changes; every look would write it otherwise. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(10);

    private GuestRuns() {}

    static History seen(History history, Observation.Health health, Guest guest) {
        if (guest.template()) return history;
        if (health.state().runs()) return running(history, health, guest);
        return health.state().isDown() ? down(history, health, guest) : history;
    }

    private static History running(History history, Observation.Health health, Guest guest) {
        var back = history.ending().isPresent()
                || history.expectation()
                        .filter(word -> word.word() != Expectation.Word.A_PERSON_SAID_LEAVE_IT)
                        .isPresent();
        if (!back && noted(history, health.at())) return history;
        var startedByAPerson = guest.lastTask()
                .filter(task -> task.whose() == Task.Whose.A_PERSON)
                .isPresent();
        var runs = back
                ? history.started(Optional.empty()).expecting(Optional.empty()).ranAt(health.at())
                : history.ranAt(health.at());
        // A person's start is their word that it should run, so trying begins anew.
        return back && startedByAPerson && !runs.tries().isEmpty() ? runs.tried(List.of()) : runs;
    }

    private static boolean noted(History history, Instant at) {
        return history.ranAt().filter(ran -> ran.plus(NOTED_EVERY).isAfter(at)).isPresent();
    }

    private static History down(History history, Observation.Health health, Guest guest) {
        if (history.ranAt().isEmpty())
            return history.expectation().isPresent()
                    ? history
                    : history.expecting(Optional.of(
                            new Expectation(health.about(), Expectation.Word.WAS_DOWN_WHEN_I_CAME, health.at())));
        var how = how(history, guest);
        if (history.ending()
                .filter(known -> known.how() == how || (isKnown(known) && !wasTheNode(known, how)))
                .isPresent()) return history;
        var at = history.ending().map(History.Ending::at).orElse(health.at());
        var ended = history.ended(new History.Ending(Optional.empty(), how, 0, at));
        if (how == History.How.WITH_ITS_ENGINE && isByAPerson(history)) return withItsNode(ended, health.at());
        return how == History.How.BY_A_PERSON
                ? ended.expecting(
                        Optional.of(new Expectation(health.about(), Expectation.Word.A_PERSON_STOPPED_IT, health.at())))
                : ended;
    }

    /** A person stops all guests of a node just as the node does that goes down; which it was shows when it is back. */
    private static boolean wasTheNode(History.Ending known, History.How how) {
        return known.how() == History.How.BY_A_PERSON && how == History.How.WITH_ITS_ENGINE;
    }

    private static boolean isByAPerson(History history) {
        return history.expectation()
                .filter(word -> word.word() == Expectation.Word.A_PERSON_STOPPED_IT)
                .isPresent();
    }

    /** A task may be listed a little after the look that shows what it did, so only what nobody told is asked again. */
    private static boolean isKnown(History.Ending known) {
        return known.how() != History.How.UNHEARD;
    }

    private static History.How how(History history, Guest guest) {
        var fellWithItsNode = history.expectation()
                .filter(word -> word.word() == Expectation.Word.RAN_BEFORE_THE_ENGINE_FELL)
                .isPresent();
        var unless = fellWithItsNode ? History.How.WITH_ITS_ENGINE : History.How.UNHEARD;
        return guest.lastTask()
                .filter(Task::ended)
                .map(task -> switch (task.whose()) {
                    case OURS -> History.How.BY_US;
                    case A_PERSON -> History.How.BY_A_PERSON;
                    case THE_NODE -> History.How.WITH_ITS_ENGINE;
                    case HA -> unless;
                })
                .orElse(unless);
    }

    /** Its node went away under it: it should run again. */
    static History withItsNode(History history, Instant at) {
        return history.expecting(
                Optional.of(new Expectation(history.id(), Expectation.Word.RAN_BEFORE_THE_ENGINE_FELL, at)));
    }
}
