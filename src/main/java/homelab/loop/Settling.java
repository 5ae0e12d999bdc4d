package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.loop.learn.Lessons;
import homelab.loop.verify.Watch;
import homelab.model.Attempt;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Outcome;
import homelab.model.Resolution;
import homelab.model.Stage;
import homelab.model.Stage.StepRun;
import homelab.model.Stage.StepRun.Progress;
import homelab.model.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Watches what a plan did until it is seen whether it helped. */
final class Settling {
    private final Rooms rooms;

    Settling(Rooms rooms) {
        this.rooms = rooms;
    }

    Incident watch(Turn turn, Incident incident, Stage.Settling settling) {
        var work = incident;
        var next = turn.now().plusSeconds(60);
        var open = 0;
        for (var run : settling.runs()) {
            if (run.progress() != Progress.DONE || outcomeOf(work, run).isPresent()) continue;
            var intent = run.intent().orElseThrow();
            var watch = stoppedByPerson(turn, intent)
                    ? new Watch.Over(new Outcome.Unknown("a person stopped it meanwhile"))
                    : rooms.verifier().judge(intent, turn.snapshot(), settling.since(), turn.now());
            switch (watch) {
                case Watch.Over over -> work = outcome(turn, work, intent, over.outcome());
                case Watch.Until until -> {
                    open++;
                    if (until.at().isBefore(next)) next = until.at();
                    if (!turn.now().isBefore(until.at()))
                        turn.snapshot().sighting(intent.step().target()).ifPresent(one -> turn.lookAt(one.resource()));
                }
            }
        }
        if (open > 0) return work.at(new Stage.Settling(settling.runs(), settling.since(), next));
        return Groups.isGroup(work) ? concludeGroup(turn, work, settling) : conclude(turn, work, settling);
    }

    private static boolean stoppedByPerson(Turn turn, Intent intent) {
        return turn.judge(intent.step().target()) instanceof Verdict.AsItShouldBe fine && fine.byPerson();
    }

    private static Incident conclude(Turn turn, Incident incident, Stage.Settling settling) {
        var run = settling.runs().getFirst();
        var outcome = outcomeOf(incident, run);
        if (outcome.filter(Outcome.Recovered.class::isInstance).isPresent()) {
            var storm = Groups.open(turn, incident.resource().host(), Trouble.STORM);
            if (storm.isPresent())
                return incident.at(new Stage.Joined(storm.get().id()));
            return Closing.resolve(
                    turn,
                    incident,
                    Resolution.HEALED,
                    "It recovered: " + outcome.get().seen() + ".");
        }
        if (turn.snapshot().sighting(run.step().target()).isEmpty())
            return Closing.resolve(turn, incident, Resolution.BY_PERSON, "It was removed meanwhile.");
        if (stoppedByPerson(turn, run))
            return Closing.resolve(turn, incident, Resolution.BY_PERSON, "A person stopped it meanwhile.");
        var again = incident.answered(Optional.empty());
        if (incident.order().isPresent())
            return run.progress() == Progress.SKIPPED
                    ? Closing.resolve(turn, again, Resolution.BY_ITSELF, "Nothing was to be done: " + run.note() + ".")
                    : again.at(new Stage.Escalated("what was ordered did not work: " + seen(outcome, run)));
        if (run.progress() == Progress.SKIPPED) return again.at(new Stage.Deciding());
        if (outcome.filter(Outcome.Unknown.class::isInstance).isPresent() && run.progress() == Progress.DONE)
            return again.at(new Stage.Escalated("what came of it can't be told: " + seen(outcome, run)));
        if (notSent(outcome, run))
            return again.at(new Stage.Waiting(turn.now().plusSeconds(5), "the call was held back: " + run.note()));
        return Stages.gather(turn, again);
    }

    private static boolean stoppedByPerson(Turn turn, StepRun run) {
        return turn.judge(run.step().target()) instanceof Verdict.AsItShouldBe fine && fine.byPerson();
    }

    private static boolean notSent(Optional<Outcome> outcome, StepRun run) {
        return run.progress() == Progress.FAILED
                && outcome.filter(Outcome.Unknown.class::isInstance).isPresent();
    }

    private static Incident concludeGroup(Turn turn, Incident group, Stage.Settling settling) {
        var failed = settling.runs().stream()
                .filter(run -> turn.judge(run.step().target()) instanceof Verdict.Bad
                        || outcomeOf(group, run)
                                .filter(outcome -> !(outcome instanceof Outcome.Recovered))
                                .filter(outcome -> !(outcome instanceof Outcome.Unknown))
                                .isPresent())
                .toList();
        var healed = settling.runs().stream()
                .filter(run -> outcomeOf(group, run)
                        .filter(Outcome.Recovered.class::isInstance)
                        .isPresent())
                .count();
        var done = group.answered(Optional.empty());
        if (failed.isEmpty()) {
            var how = healed > 0 ? Resolution.HEALED : Resolution.BY_PERSON;
            return Closing.resolve(
                    turn,
                    done,
                    how,
                    healed + " of " + settling.runs().size() + " were started and recovered; the others ran already.");
        }
        var names = failed.stream().limit(10).map(run -> run.step().name()).collect(Collectors.joining(", "));
        var words = failed.size() + " of " + settling.runs().size() + " did not recover: " + names;
        return done.at(new Stage.Escalated(words)).saying(turn.now(), words + ".");
    }

    private static String seen(Optional<Outcome> outcome, StepRun run) {
        return outcome.map(Outcome::seen).orElse(run.note());
    }

    private static Optional<Outcome> outcomeOf(Incident incident, StepRun run) {
        return run.intent()
                .flatMap(intent -> incident.attempts().stream()
                        .filter(attempt -> attempt.intent().equals(intent.id()))
                        .findFirst()
                        .flatMap(Attempt::outcome));
    }

    /** Writes down what was seen after a step, and what is learnt from it. */
    static Incident outcome(Turn turn, Incident incident, Intent intent, Outcome outcome) {
        var attempts = new ArrayList<Attempt>();
        for (var attempt : incident.attempts())
            attempts.add(
                    attempt.intent().equals(intent.id()) && attempt.outcome().isEmpty()
                            ? attempt.with(outcome)
                            : attempt);
        turn.journal("outcome", incident, intent.id() + ": " + outcome.word() + ": " + outcome.seen());
        incident.diagnosis()
                .ifPresent(found -> turn.learn(Lessons.learn(
                        turn.lessons(), found.cause(), intent.step().action(), homelab.model.Kind.CONTAINER, outcome)));
        var line = intent.step().name() + ": " + outcome.word().toLowerCase(java.util.Locale.ROOT) + ", "
                + outcome.seen() + ".";
        return incident.with((List<Attempt>) attempts).saying(turn.now(), line);
    }

    /** When a stage wants to be looked at again. */
    static Optional<Instant> due(Stage stage) {
        return switch (stage) {
            case Stage.Waiting waiting -> Optional.of(waiting.until());
            case Stage.AwaitingApproval asked -> Optional.of(asked.expiresAt());
            case Stage.Settling settling -> Optional.of(settling.until());
            default -> Optional.empty();
        };
    }
}
