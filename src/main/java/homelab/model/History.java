package homelab.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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

    /** A new run: what was true of the earlier one no longer counts, save a person's word to leave it as it is. */
    public History started(Optional<Instant> newRun) {
        var word = expectation.filter(said -> said.word() == Expectation.Word.A_PERSON_SAID_LEAVE_IT);
        return but(draft -> {
            draft.run = newRun;
            draft.forgetEnding();
            draft.expectation = word;
        });
    }

    /** Another resource now stands for the lineage: its owner made it anew, so trying starts anew too. */
    public History recreatedAs(Resource resource) {
        return but(draft -> {
            draft.id = resource.id();
            draft.host = resource.host();
            draft.run = Optional.empty();
            draft.healthyRun = Optional.empty();
            draft.mounts = Map.of();
            draft.forgetEnding();
            draft.tries = List.of();
            draft.policyRestarts = List.of();
            draft.restartCount = 0;
        });
    }

    public History ranAt(Instant when) {
        return but(draft -> draft.ranAt = Optional.of(when));
    }

    public History run(Optional<Instant> latest) {
        return but(draft -> draft.run = latest);
    }

    public History healthy(Optional<Instant> inRun) {
        return but(draft -> draft.healthyRun = inRun);
    }

    public History endedWithZero(boolean once) {
        return but(draft -> draft.endedWithZero = once);
    }

    public History mounts(Map<String, String> seen) {
        return but(draft -> draft.mounts = seen);
    }

    public History ranOutOfMemory() {
        return but(draft -> draft.outOfMemory = true);
    }

    public History killed(Kill kill) {
        return but(draft -> draft.killed = Optional.of(kill));
    }

    public History ended(Ending how) {
        return but(draft -> draft.ending = Optional.of(how));
    }

    public History expecting(Optional<Expectation> what) {
        return but(draft -> draft.expectation = what);
    }

    public History tried(List<Instant> when) {
        return but(draft -> draft.tries = when);
    }

    public History restartedByPolicy(List<Instant> when, int count) {
        return but(draft -> {
            draft.policyRestarts = when;
            draft.restartCount = count;
        });
    }

    private History but(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** A history being written; never leaves this record. */
    private static final class Draft {
        private final Lineage lineage;
        private Resource.Id id;
        private Resource.Id host;
        private Optional<Instant> ranAt;
        private Optional<Instant> run;
        private Optional<Instant> healthyRun;
        private boolean endedWithZero;
        private Map<String, String> mounts;
        private boolean outOfMemory;
        private Optional<Kill> killed;
        private Optional<Ending> ending;
        private Optional<Expectation> expectation;
        private List<Instant> tries;
        private List<Instant> policyRestarts;
        private int restartCount;

        Draft(History was) {
            lineage = was.lineage;
            id = was.id;
            host = was.host;
            ranAt = was.ranAt;
            run = was.run;
            healthyRun = was.healthyRun;
            endedWithZero = was.endedWithZero;
            mounts = was.mounts;
            outOfMemory = was.outOfMemory;
            killed = was.killed;
            ending = was.ending;
            expectation = was.expectation;
            tries = was.tries;
            policyRestarts = was.policyRestarts;
            restartCount = was.restartCount;
        }

        void forgetEnding() {
            outOfMemory = false;
            killed = Optional.empty();
            ending = Optional.empty();
            expectation = Optional.empty();
        }

        History done() {
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
                    policyRestarts,
                    restartCount);
        }
    }
}
