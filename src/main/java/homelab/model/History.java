package homelab.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered about a lineage across restarts of the agent and recreations of the resource.
 *
 * @param id the resource that stood for the lineage last
 * @param host what it lives on
 * @param ranAt when it was last seen running, by the agent's clock; empty if never
 * @param run the engine's start time of the latest run that was seen
 * @param healthyRun the engine's start time of a run that was seen healthy
 * @param endedWithZero it once ended with 0 and no kill before: what follows is a job
 * @param mounts source path → file system, as seen while it ran
 * @param outOfMemory the engine said during this run that memory ran out
 * @param killed the first kill of this run that was heard
 * @param ending how the latest run ended; empty while it runs
 * @param tries unasked tries since the count was last cleared, oldest first, a day at most
 * @param policyRestarts restarts by the engine's own policy in the last 10 min
 * @param restartCount the engine's own counter when it was last seen
 */
public record History(
        Lineage lineage,
        Resource.Id id,
        Resource.Id host,
        Optional<Instant> ranAt,
        Optional<Instant> run,
        Optional<Instant> healthyRun,
        boolean endedWithZero,
        Map<String, String> mounts,
        boolean outOfMemory,
        Optional<Kill> killed,
        Optional<Ending> ending,
        Optional<Expectation> expectation,
        List<Instant> tries,
        List<Instant> policyRestarts,
        int restartCount) {

    public History {
        mounts = Map.copyOf(mounts);
        tries = List.copyOf(tries);
        policyRestarts = List.copyOf(policyRestarts);
    }

    /** A stopping signal sent through the engine. */
    public record Kill(Instant at, Whose whose) {}

    /** Who is behind a signal. */
    public enum Whose {
        A_PERSON,
        OURS,
        /** Written down by us before a crash; the call may or may not have happened. */
        PERHAPS_OURS
    }

    /**
     * How a run ended.
     *
     * @param run the engine's start time of the run that ended
     * @param at when it was heard or seen, by the agent's clock
     */
    public record Ending(Optional<Instant> run, How how, int exitCode, Instant at) {}

    /** How a run came to its end. */
    public enum How {
        /** Its process ended and nobody had sent a signal. */
        BY_ITSELF,
        BY_A_PERSON,
        /** By our own call. */
        BY_US,
        /** Its engine went away under it. */
        WITH_ITS_ENGINE,
        /** Nothing was heard; events may have been lost. */
        UNHEARD
    }

    public static History of(Resource resource) {
        return new History(
                resource.lineage(),
                resource.id(),
                resource.host(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                0);
    }

    /** True when, as far as is known, its latest run has not ended. */
    public boolean runs() {
        return ranAt.isPresent() && ending.isEmpty();
    }

    public boolean isLeftAlone() {
        return expectation.filter(Expectation::meansLeaveIt).isPresent();
    }

    /** A new run: what was true of the earlier one no longer counts. */
    public History started(Optional<Instant> newRun) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                newRun,
                healthyRun,
                endedWithZero,
                mounts,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tries,
                policyRestarts,
                restartCount);
    }

    /** Another resource now stands for the lineage: its owner made it anew, so trying starts anew too. */
    public History recreatedAs(Resource resource) {
        return new History(
                lineage,
                resource.id(),
                resource.host(),
                ranAt,
                Optional.empty(),
                Optional.empty(),
                endedWithZero,
                Map.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                0);
    }

    public History ranAt(Instant when) {
        return new History(
                lineage,
                id,
                host,
                Optional.of(when),
                run,
                healthyRun,
                endedWithZero,
                mounts,
                outOfMemory,
                killed,
                ending,
                expectation,
                tries,
                policyRestarts,
                restartCount);
    }

    public History run(Optional<Instant> latest) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                latest,
                healthyRun,
                endedWithZero,
                mounts,
                outOfMemory,
                killed,
                ending,
                expectation,
                tries,
                policyRestarts,
                restartCount);
    }

    public History healthy(Optional<Instant> inRun) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                inRun,
                endedWithZero,
                mounts,
                outOfMemory,
                killed,
                ending,
                expectation,
                tries,
                policyRestarts,
                restartCount);
    }

    public History endedWithZero(boolean once) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                healthyRun,
                once,
                mounts,
                outOfMemory,
                killed,
                ending,
                expectation,
                tries,
                policyRestarts,
                restartCount);
    }

    public History mounts(Map<String, String> seen) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                healthyRun,
                endedWithZero,
                seen,
                outOfMemory,
                killed,
                ending,
                expectation,
                tries,
                policyRestarts,
                restartCount);
    }

    public History ranOutOfMemory() {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                healthyRun,
                endedWithZero,
                mounts,
                true,
                killed,
                ending,
                expectation,
                tries,
                policyRestarts,
                restartCount);
    }

    public History killed(Kill kill) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                healthyRun,
                endedWithZero,
                mounts,
                outOfMemory,
                Optional.of(kill),
                ending,
                expectation,
                tries,
                policyRestarts,
                restartCount);
    }

    public History ended(Ending how) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                healthyRun,
                endedWithZero,
                mounts,
                outOfMemory,
                killed,
                Optional.of(how),
                expectation,
                tries,
                policyRestarts,
                restartCount);
    }

    public History expecting(Optional<Expectation> what) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                healthyRun,
                endedWithZero,
                mounts,
                outOfMemory,
                killed,
                ending,
                what,
                tries,
                policyRestarts,
                restartCount);
    }

    public History tried(List<Instant> when) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                healthyRun,
                endedWithZero,
                mounts,
                outOfMemory,
                killed,
                ending,
                expectation,
                when,
                policyRestarts,
                restartCount);
    }

    public History restartedByPolicy(List<Instant> when, int count) {
        return new History(
                lineage,
                id,
                host,
                ranAt,
                run,
                healthyRun,
                endedWithZero,
                mounts,
                outOfMemory,
                killed,
                ending,
                expectation,
                tries,
                when,
                count);
    }
}
