package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.model.Action;
import homelab.model.Bytes;
import homelab.model.Contents;
import homelab.model.Contents.Leftover;
import homelab.model.Decision;
import homelab.model.Disk;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.Stage.StepRun;
import homelab.model.Stage.StepRun.Progress;
import homelab.model.Step;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is done about a disk that fills: which leftovers go, in what order, and how far that has helped. */
final class Cleaning {
    /** Between two listings in which nothing used it. A build names what it made only at its end. */
    private static final Duration UNUSED_FOR = Duration.ofSeconds(30);

    private static final Duration LATELY = Duration.ofSeconds(60);
    private static final Duration ASKED_AGAIN_FOR = Duration.ofMinutes(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** Steps of one plan; what is still too much then makes another plan. */
    private static final int MOST = 100;

    private static final int IN_VAIN = 3;

    private Cleaning() {}

    static boolean isAbout(Incident incident) {
        return incident.resource().kind() == Kind.DISK && incident.finding().trouble() != Trouble.HIGH;
    }

    /** The plan that a person has said yes to: it stays as it was asked about, whatever has come up since. */
    static Optional<Remedy> approved(Incident incident, Instant now) {
        return incident.remedy()
                .filter(remedy -> Cases.orderedBy(incident, remedy, now).isPresent());
    }

    /** True when what is on the disk was listed, or could not be, within the last minute. */
    static boolean isListedLately(Sighting target, Instant now) {
        return target.detail() instanceof Disk disk
                && !disk.contents().at().plus(LATELY).isBefore(now);
    }

    /**
     * What is known of a disk's contents may be hours old; what is said and done about it must not be. An engine that is
     * counting for somebody else refuses to; it is asked again for a while.
     */
    static Optional<Decision.Wait> untilListed(Turn turn, Incident incident) {
        var target = turn.sighting(incident);
        var old = target.filter(one -> !isListedLately(one, turn.now()));
        old.ifPresent(one -> turn.lookAt(one.resource()));
        if (old.isPresent())
            return Optional.of(new Decision.Wait(turn.now().plus(LOOK_AGAIN), "what lies on the disk is being listed"));
        return target.filter(one -> one.detail() instanceof Disk disk
                        && disk.contents() instanceof Contents.Unlisted unlisted
                        && !unlisted.refused())
                .filter(ignored -> turn.now().isBefore(incident.openedAt().plus(ASKED_AGAIN_FOR)))
                .map(ignored -> new Decision.Wait(
                        turn.now().plus(LATELY), "what lies on the disk could not be listed; it is asked again"));
    }

    /** Until when nothing may be removed yet, since the least risky of what may go was first seen unused only now. */
    static Optional<Decision.Wait> untilProven(Turn turn, Incident incident, Predicate<Action> open) {
        var all = leftovers(turn, incident, open);
        var harmless = harmless(all);
        var first = harmless.isEmpty() ? all : harmless;
        if (first.stream().anyMatch(one -> isProven(one, turn.now()))) return Optional.empty();
        return first.stream()
                .map(one -> one.unusedSince().plus(UNUSED_FOR))
                .min(Instant::compareTo)
                .map(until -> new Decision.Wait(until, "it is watched whether anything uses what may go"));
    }

    private static boolean isProven(Leftover one, Instant now) {
        return !now.isBefore(one.unusedSince().plus(UNUSED_FOR));
    }

    private static List<Leftover> harmless(List<Leftover> all) {
        return all.stream()
                .filter(one -> one.sort().action() == Action.CLEANUP_CACHE)
                .toList();
    }

    /** True when something was listed that may go with no risk: reason to think again about what a person was told of. */
    static boolean hasHarmless(Disk disk, Instant now) {
        return disk.contents() instanceof Contents.Listed listed
                && harmless(listed.leftovers()).stream().anyMatch(one -> isProven(one, now));
    }

    /**
     * The steps to take next: of the least risky sort that there is, oldest first, and only as many as should bring the
     * disk under its clear mark. Empty when nothing is left that may go.
     *
     * @param open classes that their owner has not closed; where all are, the plan is made all the same, to be left
     */
    static List<Step> plan(Turn turn, Incident incident, Predicate<Action> open) {
        var target = turn.sighting(incident);
        if (target.isEmpty() || !(target.get().detail() instanceof Disk disk)) return List.of();
        var proven = leftovers(turn, incident, open).stream()
                .filter(one -> isProven(one, turn.now()))
                .toList();
        var harmless = harmless(proven);
        var over = disk.fullness().map(now -> now.over(disk.marks().clear())).orElse(0L);
        var steps = new ArrayList<Step>();
        var freed = 0L;
        for (var one : harmless.isEmpty() ? proven : harmless) {
            if (freed >= over || steps.size() >= MOST) break;
            steps.add(step(steps.size(), one, target.get().resource()));
            freed += one.bytes();
        }
        return steps;
    }

    private static Step step(int index, Leftover one, Resource disk) {
        return new Step(
                index,
                one.sort().action(),
                new Resource.Id(one.id()),
                disk.lineage(),
                one.name() + " (" + Bytes.words(one.bytes()) + ")",
                Set.of(),
                Optional.of(disk.id()));
    }

    /** What the engine has refused to remove is not tried again in the same incident. */
    private static List<Leftover> leftovers(Turn turn, Incident incident, Predicate<Action> open) {
        var refused = incident.attempts().stream()
                .filter(attempt -> attempt.outcome()
                        .filter(outcome -> outcome instanceof Outcome.Failed && Stages.isRefused(outcome.seen()))
                        .isPresent())
                .map(attempt -> attempt.target().value())
                .collect(Collectors.toSet());
        var all = turn
                .sighting(incident)
                .filter(target -> target.detail() instanceof Disk disk && disk.contents() instanceof Contents.Listed)
                .map(target -> ((Contents.Listed) ((Disk) target.detail()).contents()).leftovers())
                .orElse(List.of())
                .stream()
                .filter(one -> !refused.contains(one.id()))
                .toList();
        var allowed = all.stream().filter(one -> open.test(one.sort().action())).toList();
        return allowed.isEmpty() ? all : allowed;
    }

    /** The plan ran and the disk was measured: either it is well again, or more has to be thought of. */
    static Incident conclude(Turn turn, Incident incident, Stage.Settling settling) {
        var recovered = incident.attempts().stream()
                .flatMap(attempt -> attempt.outcome().stream())
                .filter(Outcome.Recovered.class::isInstance)
                .findFirst();
        if (turn.judge(incident.resource().id()) instanceof Verdict.Well)
            return recovered
                    .map(outcome ->
                            Closing.resolve(turn, incident, Resolution.HEALED, "It recovered: " + outcome.seen() + "."))
                    .orElseGet(() ->
                            Closing.resolve(turn, incident, Resolution.BY_ITSELF, "It is under its clear mark again."));
        var heldBack = settling.runs().stream()
                .filter(run -> isHeldBack(incident, run))
                .findFirst();
        if (heldBack.isPresent())
            return incident.at(
                    soon(turn, "the call was held back: " + heldBack.get().note()));
        giveBackTry(turn, incident, settling);
        var again = incident.answered(Optional.empty());
        var nothingWasSent = settling.runs().stream().allMatch(run -> run.progress() == Progress.SKIPPED);
        return nothingWasSent
                ? again.at(soon(turn, "what was to go was not there any more, or in use"))
                : Stages.gather(turn, again);
    }

    /**
     * A plan that was cut short at its hundred and freed something is no try by itself: a large disk takes several. One
     * that should have been enough and was not counts, or what fills as fast as it is emptied would go on for ever.
     */
    private static void giveBackTry(Turn turn, Incident incident, Stage.Settling settling) {
        if (settling.runs().size() < MOST) return;
        var before =
                settling.runs().stream().flatMap(run -> run.intent().stream()).findFirst();
        var now = turn.sighting(incident)
                .flatMap(target -> target.detail() instanceof Disk disk ? disk.fullness() : Optional.empty());
        var helped = before.flatMap(Intent::fullBefore)
                .filter(was -> now.filter(full -> full.free() > was.free()).isPresent())
                .isPresent();
        if (helped) Carrying.giveBackTry(turn, before.orElseThrow());
    }

    /** What a person approved was not done yet, so the word still holds. */
    private static boolean isHeldBack(Incident incident, StepRun run) {
        return run.progress() == Progress.NOT_BEGUN
                && Settling.outcomeOf(incident, run)
                        .filter(Outcome.Unknown.class::isInstance)
                        .isPresent();
    }

    /** The step as it stays for now, or is skipped; empty when it may be begun. */
    static Optional<StepRun> holdsBack(Turn turn, List<StepRun> runs, StepRun run, Sighting target) {
        if (turn.judge(target.resource().id()) instanceof Verdict.Well)
            return Optional.of(Carrying.skipped(run, "the disk is under its clear mark"));
        if (isInVain(runs)) return Optional.of(Carrying.skipped(run, "those before it could not be removed"));
        if (isListedLately(target, turn.now())) return Optional.empty();
        turn.lookAt(target.resource());
        return Optional.of(run);
    }

    /** Where none of several could be removed, the next would not be either: whoever stands before the engine refuses. */
    private static boolean isInVain(List<StepRun> runs) {
        return runs.stream().noneMatch(run -> run.progress() == Progress.DONE)
                && runs.stream()
                                .filter(run ->
                                        run.progress() == Progress.FAILED || run.progress() == Progress.NOT_BEGUN)
                                .count()
                        >= IN_VAIN;
    }

    private static Stage.Waiting soon(Turn turn, String why) {
        return new Stage.Waiting(turn.now().plus(LOOK_AGAIN), why);
    }
}
