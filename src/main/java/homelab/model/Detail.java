package homelab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a look at one kind of resource shows beyond its state. */
public sealed interface Detail
        permits Detail.Container,
                Detail.Engine,
                Disk,
                Cluster,
                BackupServer,
                Node,
                Guest,
                Level,
                Report,
                Certificate,
                Snapshots,
                Backups {

    /**
     * A container as its engine describes it. Times are the engine's clock.
     *
     * @param exitCode of the last run; 0 while it runs
     * @param oomKilled the engine's own flag, which errs both ways
     * @param startedAt of the last run; empty if it never ran
     * @param finishedAt of the last run; empty while it never ended
     * @param error what the engine said when it could not start it; text from outside, may be empty
     * @param restartCount restarts by the engine's policy since a person's or our last start
     * @param memoryLimit bytes; empty without a limit
     * @param job its owner calls it one: a Compose one-off, or awaited with service_completed_successfully
     */
    record Container(
            int exitCode,
            boolean oomKilled,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            String error,
            Optional<HealthCheck> health,
            int restartCount,
            RestartPolicy policy,
            Optional<Long> memoryLimit,
            List<Bind> binds,
            boolean job)
            implements Detail {
        /** Of one that could never be looked at. */
        public static final Container NOTHING = new Container(
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                0,
                RestartPolicy.NO,
                Optional.empty(),
                List.of(),
                false);

        public Container {
            binds = List.copyOf(binds);
        }
    }

    /**
     * An engine that answered.
     *
     * @param engineId the engine's own id
     * @param version of the engine
     * @param mountsVisible whether the host's mounts can be seen, so that a vanished file system is noticed
     * @param unheard what its events leave unsaid, in a sentence; empty where they tell who stopped a container
     * @param ahead how far its clock is ahead of the agent's; negative where it is behind
     * @param machine the name of the machine that it runs on, as that calls itself; empty where it does not say
     */
    record Engine(
            String engineId,
            String version,
            boolean mountsVisible,
            Optional<String> unheard,
            Duration ahead,
            Optional<String> machine)
            implements Detail {
        public Engine(String engineId, String version, boolean mountsVisible) {
            this(engineId, version, mountsVisible, Optional.empty(), Duration.ZERO, Optional.empty());
        }
    }

    /**
     * A health check and its last word.
     *
     * @param output of the last probe; text from outside, cut
     * @param longestStart start_period + retries × (interval + timeout): when it must have spoken
     */
    record HealthCheck(Verdict verdict, int failingStreak, String output, Duration longestStart) {
        /** Docker's words. */
        public enum Verdict {
            STARTING,
            HEALTHY,
            UNHEALTHY
        }
    }

    /**
     * The engine's own restart policy.
     *
     * @param tries for ON_FAILURE: 0 is without end
     */
    record RestartPolicy(Name name, int tries) {
        public static final RestartPolicy NO = new RestartPolicy(Name.NO, 0);

        /** Docker's words. */
        public enum Name {
            NO,
            ALWAYS,
            UNLESS_STOPPED,
            ON_FAILURE
        }

        /** True when the engine itself will start what ended with this code. */
        public boolean willStart(int exitCode, int restartCount) {
            return switch (name) {
                case NO -> false;
                case ALWAYS, UNLESS_STOPPED -> true;
                case ON_FAILURE -> exitCode != 0 && (tries == 0 || restartCount < tries);
            };
        }
    }

    /**
     * A directory of the host mounted into a container.
     *
     * @param source path on the host
     * @param fileSystem what the path lies on, from the mount table; empty where it cannot be seen
     */
    record Bind(String source, Optional<String> fileSystem) {}
}
