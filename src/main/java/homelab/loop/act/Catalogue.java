package homelab.loop.act;

import homelab.model.Action;
import homelab.model.Intent;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every action the agent can take. What is not in here cannot happen, whoever proposes it. */
public final class Catalogue {
    /** A call must be over well before the store's lease of 10 min, or it is never sent. */
    static final Duration LONGEST = Duration.ofMinutes(9);

    /** What takes down as many running things is HIGH. */
    static final int MANY = 3;

    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(30);

    private Catalogue() {}

    private static Entry entry(Action action) {
        return switch (action) {
            case CONTAINER_START, CONTAINER_RESTART, CONTAINER_UNPAUSE -> new ContainerEntry(action);
            case CLEANUP_CACHE, CLEANUP_IMAGES, CLEANUP_CONTAINERS -> new CleanupEntry(action);
            case GUEST_START, GUEST_SHUTDOWN, GUEST_STOP, GUEST_REBOOT, GUEST_RESET -> new GuestEntry(action);
            case SERVICE_RESTART -> new ServiceEntry();
            case BACKUP_RUN -> new BackupEntry();
        };
    }

    /**
     * What it may cost if it goes wrong.
     *
     * @param runningDependants how many running things need the target
     */
    public static Risk risk(Action action, Sighting target, int runningDependants) {
        var plain = entry(action).risk(target, runningDependants);
        return target.resource().wishes().critical() ? plain.oneStepUp() : plain;
    }

    /** Of a plan: what takes down three or more running things is HIGH, however little each step does. */
    public static Risk riskOfAll(List<Risk> each, int takenDown) {
        var highest = each.stream().reduce(Risk.LOW, Risk::orHigher);
        return takenDown >= MANY ? Risk.HIGH : highest;
    }

    /** How many running things the action takes down. */
    public static int takesDown(Action action, Sighting target, int runningDependants) {
        return entry(action).takesDown(target, runningDependants);
    }

    /** Why the step has no place now, judged just before it; empty when it has. */
    public static Optional<String> obstacle(Step step, Sighting subject) {
        return entry(step.action()).obstacle(step, subject);
    }

    /** When that was seen by which {@link #happened} tells. */
    public static Instant lookedAt(Intent intent, Sighting subject) {
        return entry(intent.step().action()).lookedAt(subject);
    }

    /**
     * For a restart of what a person did not order: only what is still unhealthy, or without a network.
     *
     * @param networkLost it still runs in a network that ended
     */
    public static boolean stillNeeded(Action action, Sighting target, boolean networkLost) {
        return action != Action.CONTAINER_RESTART || target.state() == State.UNHEALTHY || networkLost;
    }

    /** Why the agent cannot wait as long as the target may take to stop; empty when it can. */
    public static Optional<String> tooSlow(Action action, Sighting target) {
        return entry(action).tooSlow(target);
    }

    /** How long a call may take before its answer: a container to stop, or the engine to remove something large. */
    public static Duration mayTake(Action action, Sighting subject) {
        return entry(action).mayTake(subject);
    }

    /** When a call sent now is certainly over: 30 s after the longest that it may take. */
    public static Instant deadline(Instant now, Duration mayTake) {
        return now.plus(mayTake).plus(ANSWER_MARGIN);
    }

    /** By what it will be told whether it happened: as the subject is before the call, by its own system's clock. */
    public static Optional<Instant> before(Action action, Sighting subject) {
        return entry(action).before(subject);
    }

    /** How to tell after a crash whether it happened. */
    public static boolean happened(Intent intent, Sighting now) {
        return entry(intent.step().action()).happened(intent, now);
    }
}
