package homelab.loop.observe;

import homelab.model.Detail;
import homelab.model.Expectation;
import homelab.model.History;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.What;
import java.time.Instant;
import java.util.Optional;

/** How a run came to its end: by the event that told it, or, where none was heard, by what a look shows. */
final class Endings {
    private Endings() {}

    /**
     * A {@code die} was heard. Who sent a signal before it decides whose end it is.
     *
     * @param engineTime of its end
     */
    static History heard(History history, What.Died died, Instant at, Instant engineTime) {
        var already = history.ending();
        if (already.filter(ending -> ending.how() != History.How.UNHEARD).isPresent()) return history;
        var how = history.killed()
                .map(kill -> switch (kill.whose()) {
                    case A_PERSON -> History.How.BY_A_PERSON;
                    case OURS -> History.How.BY_US;
                    case PERHAPS_OURS -> History.How.UNHEARD;
                })
                .orElse(History.How.BY_ITSELF);
        var ended = history.ended(new History.Ending(history.run(), how, died.exitCode(), at));
        if (history.ranAt().isPresent()) ended = ended.ranAt(at);
        if (Runs.provesService(history.run(), engineTime)) ended = ended.endedWithZero(false);
        return switch (how) {
            case BY_A_PERSON ->
                ended.expecting(Optional.of(new Expectation(history.id(), Expectation.Word.A_PERSON_STOPPED_IT, at)));
            case BY_ITSELF -> died.exitCode() == 0 ? ended.endedWithZero(true) : ended;
            case BY_US, WITH_ITS_ENGINE, UNHEARD -> ended;
        };
    }

    /** A {@code die} that its engine caused while it came back from a fall. That it should run still holds. */
    static History withItsEngine(History history, What.Died died, Instant at) {
        return history.ended(new History.Ending(history.run(), History.How.WITH_ITS_ENGINE, died.exitCode(), at));
    }

    /** Whether the look shows the run that is known, or one that began since. */
    static History sameOrNewRun(History history, Observation.Health health, Detail.Container detail) {
        if (history.run().equals(detail.startedAt())) return history;
        var unknownTillNow = history.run().isEmpty();
        if (unknownTillNow && !(health.state().runs() && history.ending().isPresent()))
            return history.run(detail.startedAt());
        return started(history, detail.startedAt());
    }

    static History started(History history, Optional<Instant> run) {
        return withWhatWasFound(history).started(run);
    }

    static History recreated(History history, Resource resource) {
        return withWhatWasFound(history).recreatedAs(resource);
    }

    /**
     * That it was found ended with 0, and nobody was heard to have stopped it, counts from its next beginning on: a look
     * may overtake the events that tell of a person's stop.
     */
    private static History withWhatWasFound(History history) {
        var done = history.killed().isEmpty()
                && history.ending()
                        .filter(ending -> ending.how() == History.How.UNHEARD && ending.exitCode() == 0)
                        .isPresent();
        return done ? history.endedWithZero(true) : history;
    }

    /**
     * It is down and was known to run.
     *
     * @param lastSeen when a look last saw it running
     */
    static History seenDown(
            History history, Observation.Health health, Detail.Container detail, Optional<Instant> lastSeen) {
        var known = history.ending();
        if (known.isPresent()) {
            var ending = known.get();
            return ending.run().isPresent()
                    ? history
                    : history.ended(
                            new History.Ending(detail.startedAt(), ending.how(), ending.exitCode(), ending.at()));
        }
        var fellWithEngine = history.expectation()
                .filter(word -> word.word() == Expectation.Word.RAN_BEFORE_THE_ENGINE_FELL)
                .isPresent();
        var how = fellWithEngine ? History.How.WITH_ITS_ENGINE : History.How.UNHEARD;
        var ended = lastSeen.map(history::ranAt)
                .orElse(history)
                .ended(new History.Ending(detail.startedAt(), how, detail.exitCode(), health.at()));
        if (detail.finishedAt()
                .filter(end -> Runs.provesService(detail.startedAt(), end))
                .isPresent()) ended = ended.endedWithZero(false);
        return ended;
    }

    /** Found ended with 0, and nobody was heard to have stopped it. */
    static boolean isDone(History history, Detail.Container detail) {
        return detail.exitCode() == 0
                && detail.finishedAt().isPresent()
                && history.killed().isEmpty();
    }
}
