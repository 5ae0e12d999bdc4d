package homelab.loop;

import homelab.loop.act.Catalogue;
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
import homelab.model.Step;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Watches what a plan did until it is seen whether it helped. */
final class Settling {
    /** How often something may stand in the way of what is to be done before a person is told. */
    private static final int BEGUN_AT_MOST = 3;

    /** Until then what stood in its way was looked at. */
    private static final Duration A_LOOK_TAKES = Duration.ofMinutes(1);

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
            switch (look(turn, work, intent, settling.since())) {
                case Watch.Over over -> work = outcome(turn, work, intent, over.outcome());
                case Watch.Until until -> {
                    open++;
                    if (until.at().isBefore(next)) next = until.at();
                    if (!turn.now().isBefore(until.at()))
                        turn.snapshot().sighting(intent.step().subject()).ifPresent(one -> turn.lookAt(one.resource()));
                }
            }
        }
        if (open > 0) return work.at(new Stage.Settling(settling.runs(), settling.since(), next));
        if (Cleaning.isAbout(work)) return Cleaning.conclude(turn, work, settling);
        return Groups.isGroup(work) ? concludeGroup(turn, work, settling) : conclude(turn, work, settling);
    }

    private Watch look(Turn turn, Incident incident, Intent intent, Instant since) {
        if (stoppedByPerson(turn, intent.step()))
            return new Watch.Over(new Outcome.Unknown("a person stopped it meanwhile"));
        if (incident.finding().trouble() == Trouble.JOB_FAILED && isDone(turn, intent))
            return new Watch.Over(new Outcome.Recovered("it ran again and ended with 0"));
        var host = incident.resource().host();
        return rooms.verifier().judge(intent, host, turn.snapshot(), since, turn.now());
    }

    private static boolean stoppedByPerson(Turn turn, Step step) {
        return turn.judge(step.subject()) instanceof Verdict.AsItShouldBe fine && fine.byPerson();
    }

    private static boolean isDone(Turn turn, Intent intent) {
        return turn.judge(intent.step().subject()) instanceof Verdict.AsItShouldBe
                && turn.snapshot()
                        .sighting(intent.step().subject())
                        .filter(one -> Catalogue.happened(intent, one))
                        .isPresent();
    }

    private static Incident conclude(Turn turn, Incident incident, Stage.Settling settling) {
        var run = settling.runs().stream()
                .filter(one -> one.step().target().equals(incident.resource().id()))
                .findFirst()
                .orElse(settling.runs().getFirst());
        var outcome = outcomeOf(incident, run);
        healWithin(turn, incident, settling);
        if (outcome.filter(Outcome.Recovered.class::isInstance).isPresent()) {
            var storm = Storm.around(turn, incident);
            if (storm.isPresent())
                return incident.at(new Stage.Joined(storm.get().id()));
            return Closing.resolve(
                    turn,
                    incident,
                    Resolution.HEALED,
                    "It recovered: " + outcome.get().seen() + ".");
        }
        if (turn.isGone(incident, run.step()))
            return Closing.resolve(turn, incident, Resolution.BY_PERSON, "It was removed meanwhile.");
        if (stoppedByPerson(turn, run.step()))
            return Closing.resolve(turn, incident, Resolution.BY_PERSON, "A person stopped it meanwhile.");
        var again = incident.answered(Optional.empty());
        if (incident.order().isPresent())
            return run.progress() == Progress.SKIPPED
                    ? Closing.resolve(turn, again, Resolution.BY_ITSELF, "Nothing was to be done: " + run.note() + ".")
                    : again.at(new Stage.Escalated("what was ordered did not work: " + seen(outcome, run)));
        if (run.progress() == Progress.SKIPPED)
            return run.intent().isEmpty() ? again.at(new Stage.Deciding()) : again.at(soon(turn, run.note()));
        if (outcome.filter(Outcome.Unknown.class::isInstance).isPresent() && run.progress() == Progress.DONE)
            return again.at(new Stage.Escalated("what came of it can't be told: " + seen(outcome, run)));
        if (run.progress() == Progress.NOT_BEGUN) return notBegun(turn, incident, outcome, run);
        return Stages.gather(turn, again);
    }

    /** What hands back to an earlier stage must wait, or it turns as fast as the disk allows. */
    private static Stage.Waiting soon(Turn turn, String why) {
        return new Stage.Waiting(turn.now().plusSeconds(5), why);
    }

    /** What a person approved was not done yet, so the word still holds. */
    private static Incident notBegun(Turn turn, Incident incident, Optional<Outcome> outcome, StepRun run) {
        if (outcome.filter(Outcome.Unknown.class::isInstance).isPresent())
            return incident.at(soon(turn, "the call was held back: " + run.note()));
        var times = incident.attempts().stream()
                .filter(attempt -> attempt.action() == run.step().action()
                        && attempt.outcome()
                                .filter(Outcome.Failed.class::isInstance)
                                .isPresent())
                .count();
        if (times >= BEGUN_AT_MOST)
            return incident.answered(Optional.empty())
                    .at(new Stage.Escalated("it could not be begun " + times + " times: " + run.note()));
        return incident.at(new Stage.Waiting(turn.now().plus(A_LOOK_TAKES), run.note()));
    }

    private static Incident concludeGroup(Turn turn, Incident group, Stage.Settling settling) {
        var failed = settling.runs().stream()
                .filter(run -> turn.judge(run.step().subject()) instanceof Verdict.Bad
                        || outcomeOf(group, run)
                                .filter(outcome -> !(outcome instanceof Outcome.Recovered))
                                .filter(outcome ->
                                        !(outcome instanceof Outcome.Unknown && stoppedByPerson(turn, run.step())))
                                .isPresent())
                .toList();
        var healed = settling.runs().stream()
                .filter(run -> outcomeOf(group, run)
                        .filter(Outcome.Recovered.class::isInstance)
                        .isPresent())
                .count();
        healWithin(turn, group, settling);
        var done = group.answered(Optional.empty());
        if (failed.isEmpty()) {
            var how = healed > 0 ? Resolution.HEALED : Resolution.BY_PERSON;
            return Closing.resolve(
                    turn,
                    done,
                    how,
                    healed + " of " + settling.runs().size() + " were started and recovered" + others(settling) + ".");
        }
        var names = failed.stream().limit(10).map(run -> run.step().name()).collect(Collectors.joining(", "));
        var words = failed.size() + " of " + settling.runs().size() + " were not seen to recover: " + names;
        return done.at(new Stage.Escalated(words)).saying(turn.now(), words + ".");
    }

    private static void healWithin(Turn turn, Incident lead, Stage.Settling settling) {
        turn.joined(lead.id()).stream()
                .filter(one -> hasRecovered(lead, settling, one))
                .forEach(one -> turn.save(
                        Closing.resolve(turn, one, Resolution.HEALED, "It recovered within " + lead.id() + ".")));
    }

    /** {@code ; of the others: it runs already (2), a person stopped it}, or nothing where there are none. */
    private static String others(Stage.Settling settling) {
        var notes = new TreeMap<String, Integer>();
        settling.runs().stream()
                .filter(run -> run.progress() == Progress.SKIPPED)
                .forEach(run -> notes.merge(run.note(), 1, Integer::sum));
        if (notes.isEmpty()) return "";
        return "; of the others: "
                + notes.entrySet().stream()
                        .map(note ->
                                note.getValue() == 1 ? note.getKey() : note.getKey() + " (" + note.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static boolean hasRecovered(Incident group, Stage.Settling settling, Incident member) {
        return settling.runs().stream()
                .filter(run -> run.step().target().equals(member.resource().id()))
                .anyMatch(run -> outcomeOf(group, run)
                        .filter(Outcome.Recovered.class::isInstance)
                        .isPresent());
    }

    private static String seen(Optional<Outcome> outcome, StepRun run) {
        return outcome.map(Outcome::seen).orElse(run.note());
    }

    static Optional<Outcome> outcomeOf(Incident incident, StepRun run) {
        return run.intent()
                .flatMap(intent -> incident.attempts().stream()
                        .filter(attempt -> attempt.intent().equals(intent.id()))
                        .findFirst()
                        .flatMap(Attempt::outcome));
    }

    /** Writes down what was seen after a step, and what is learnt from it. */
    static Incident outcome(Turn turn, Incident incident, Intent intent, Outcome outcome) {
        // Which leftovers go first is a matter of their risk, not of what helped before.
        incident.diagnosis()
                .filter(ignored -> !intent.step().action().cleans())
                .ifPresent(found -> turn.learn(Lessons.learn(
                        turn.lessons(),
                        found.cause(),
                        intent.step().action(),
                        incident.resource().kind(),
                        outcome)));
        return noted(turn, incident, intent, outcome);
    }

    /** Writes down what was seen after a step that taught nothing. */
    static Incident noted(Turn turn, Incident incident, Intent intent, Outcome outcome) {
        var attempts = new ArrayList<Attempt>();
        for (var attempt : incident.attempts())
            attempts.add(
                    attempt.intent().equals(intent.id()) && attempt.outcome().isEmpty()
                            ? attempt.with(outcome)
                            : attempt);
        turn.journal("outcome", incident, intent.id() + ": " + outcome.word() + ": " + outcome.seen());
        var line = intent.step().name() + ": " + outcome.word().toLowerCase(Locale.ROOT) + ", " + outcome.seen() + ".";
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
