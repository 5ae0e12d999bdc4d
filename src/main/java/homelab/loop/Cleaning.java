package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.model.Action;
import homelab.model.Bytes;
import homelab.model.Contents;
import homelab.model.Contents.Leftover;
import homelab.model.Decision;
import homelab.model.Disk;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Outcome;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.Stage.StepRun;
import homelab.model.Stage.StepRun.Progress;
import homelab.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is done about a disk that fills: which leftovers go, in what order, and how far that has helped. */
final class Cleaning {
    /** Between two listings in which nothing used it. A build names what it made only at its end. */
    private static final Duration UNUSED_FOR = Duration.ofSeconds(30);

    private static final Duration LATELY = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** Steps of one plan; what is still too much then makes another plan. */
    private static final int MOST = 100;

    private static final int IN_VAIN = 3;

    private Cleaning() {}

    static boolean isAbout(Incident incident) {
        return incident.resource().kind() == Kind.DISK;
    }

    /** True when what is on the disk was listed, or could not be, within the last minute. */
    static boolean isListedLately(Sighting target, Instant now) {
        return target.detail() instanceof Disk disk
                && !disk.contents().at().plus(LATELY).isBefore(now);
    }

    /** What is known of a disk's contents may be hours old; what is said and done about it must not be. */
    static Optional<Decision.Wait> untilListed(Turn turn, Incident incident) {
        var old = turn.sighting(incident).filter(target -> !isListedLately(target, turn.now()));
        old.ifPresent(target -> turn.lookAt(target.resource()));
        return old.map(
                ignored -> new Decision.Wait(turn.now().plus(LOOK_AGAIN), "what lies on the disk is being listed"));
    }

    /** Until when nothing may be removed yet, since what may go was first seen unused only now. */
    static Optional<Decision.Wait> untilProven(Turn turn, Incident incident) {
        var young = leftovers(turn, incident).stream()
                .map(one -> one.unusedSince().plus(UNUSED_FOR))
                .toList();
        var soonest = young.stream().min(Instant::compareTo);
        var latest = young.stream().max(Instant::compareTo);
        if (soonest.isEmpty() || !turn.now().isBefore(soonest.get())) return Optional.empty();
        return latest.map(until -> new Decision.Wait(until, "it is watched whether anything uses what may go"));
    }

    /**
     * The steps to take next: of the least risky sort that there is, oldest first, and only as many as should bring the
     * disk under its clear mark. Empty when nothing is left that may go.
     */
    static List<Step> plan(Turn turn, Incident incident) {
        var target = turn.sighting(incident);
        if (target.isEmpty() || !(target.get().detail() instanceof Disk disk)) return List.of();
        var proven = leftovers(turn, incident).stream()
                .filter(one -> !turn.now().isBefore(one.unusedSince().plus(UNUSED_FOR)))
                .toList();
        var harmless = proven.stream()
                .filter(one -> one.sort().action() == Action.CLEANUP_CACHE)
                .toList();
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

    private static List<Leftover> leftovers(Turn turn, Incident incident) {
        return turn.sighting(incident)
                .filter(target -> target.detail() instanceof Disk disk && disk.contents() instanceof Contents.Listed)
                .map(target -> ((Contents.Listed) ((Disk) target.detail()).contents()).leftovers())
                .orElse(List.of());
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
        var again = incident.answered(Optional.empty());
        var nothingWasSent = settling.runs().stream().allMatch(run -> run.progress() == Progress.SKIPPED);
        return nothingWasSent
                ? again.at(soon(turn, "what was to go was not there any more, or in use"))
                : Stages.gather(turn, again);
    }

    /** What a person approved was not done yet, so the word still holds. */
    private static boolean isHeldBack(Incident incident, StepRun run) {
        return run.progress() == Progress.FAILED
                && Settling.outcomeOf(incident, run)
                        .filter(Outcome.Unknown.class::isInstance)
                        .isPresent();
    }

    /** Where none of several could be removed, the next would not be either: whoever stands before the engine refuses. */
    static boolean isInVain(List<StepRun> runs) {
        return runs.stream().noneMatch(run -> run.progress() == Progress.DONE)
                && runs.stream()
                                .filter(run -> run.progress() == Progress.FAILED)
                                .count()
                        >= IN_VAIN;
    }

    private static Stage.Waiting soon(Turn turn, String why) {
        return new Stage.Waiting(turn.now().plus(LOOK_AGAIN), why);
    }
}
