package homelab.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered about a lineage across restarts of the agent and recreations of the resource.
 *
 * @param id the resource that stood for the lineage last
 * @param ranAt when it was last seen running, by the agent's clock; empty if never
 * @param run the engine's start time of the latest run that was seen
 * @param healthyRun the engine's start time of a run that was seen healthy
 * @param endedWithZero it once ended with 0 and no kill before: what follows is a job
 * @param mounts source path → file system, as seen while it ran
 * @param killed the first kill of this run that was heard
 * @param ending how the latest run ended; empty while it runs
 * @param tries unasked tries since the count was last cleared, oldest first, a day at most
 * @param policyRestarts restarts by the engine's own policy in the last 10 min
 * @param restartCount the engine's own counter when it was last seen
 */
public record History(
        Lineage lineage,
        Resource.Id id,
        Optional<Instant> ranAt,
        Optional<Instant> run,
        Optional<Instant> healthyRun,
        boolean endedWithZero,
        Map<String, String> mounts,
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
    public record Ending(Optional<Instant> run, How how, int exitCode, boolean outOfMemory, Instant at) {}

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
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                0);
    }
}
