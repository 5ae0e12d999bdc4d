package homelab.loop.act;

import homelab.model.Action;
import homelab.model.Contents;
import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.Intent;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every action the agent can take. What is not in here cannot happen, whoever proposes it. */
public final class Catalogue {
    /** Docker's own default. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /** A call must be over well before the store's lease of 10 min, or it is never sent. */
    private static final Duration LONGEST_STOP = Duration.ofMinutes(9);

    /** A large image on a slow disk takes long; but a lease lasts until a call is over, and keeps a standby waiting. */
    private static final Duration REMOVAL = Duration.ofSeconds(60);

    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(30);
    private static final int MANY = 3;

    private Catalogue() {}

    /**
     * What it may cost if it goes wrong.
     *
     * @param runningDependants how many running things need the target
     */
    public static Risk risk(Action action, Sighting target, int runningDependants) {
        var plain = switch (action) {
            // What is down takes nothing down with it.
            case CONTAINER_START -> Risk.LOW;
            case CONTAINER_RESTART -> {
                if (takesDown(action, target, runningDependants) >= MANY) yield Risk.HIGH;
                yield runningDependants > 0 ? Risk.MEDIUM : Risk.LOW;
            }
            // Whoever paused it, such as a tool that takes a snapshot, may count on it.
            case CONTAINER_UNPAUSE -> Risk.MEDIUM;
            case CLEANUP_CACHE -> Risk.LOW;
            // An image may not be to be had again, and a container takes its own files with it.
            case CLEANUP_IMAGES, CLEANUP_CONTAINERS -> Risk.MEDIUM;
        };
        return target.resource().wishes().critical() ? plain.oneStepUp() : plain;
    }

    /** Of a plan: what takes down three or more running things is HIGH, however little each step does. */
    public static Risk riskOfAll(List<Risk> each, int takenDown) {
        var highest = each.stream().reduce(Risk.LOW, Risk::orHigher);
        return takenDown >= MANY ? Risk.HIGH : highest;
    }

    /** How many running things the action takes down. */
    public static int takesDown(Action action, Sighting target, int runningDependants) {
        return switch (action) {
            case CONTAINER_START, CONTAINER_UNPAUSE -> 0;
            case CLEANUP_CACHE, CLEANUP_IMAGES, CLEANUP_CONTAINERS -> 0;
            case CONTAINER_RESTART -> runningDependants + (target.state().runs() ? 1 : 0);
        };
    }

    /** Why the step has no place now, judged just before it; empty when it has. */
    public static Optional<String> obstacle(Step step, Sighting subject) {
        if (!step.action().cleans()) return obstacle(step.action(), subject);
        if (!(subject.detail() instanceof Disk disk)) return Optional.of("only a disk can be cleaned up");
        return switch (disk.contents()) {
            case Contents.Unlisted unlisted -> Optional.of("what is on the disk can't be listed: " + unlisted.why());
            case Contents.Listed listed ->
                leftover(step, listed).isPresent()
                        ? Optional.empty()
                        : Optional.of("it is gone, or something uses it now");
        };
    }

    /** When that was seen by which {@link #happened} tells. */
    public static Instant lookedAt(Intent intent, Sighting subject) {
        if (!intent.step().action().cleans() || !(subject.detail() instanceof Disk disk)) return subject.at();
        return switch (disk.contents()) {
            case Contents.Listed listed -> listed.at();
            case Contents.Unlisted ignored -> Instant.EPOCH;
        };
    }

    private static Optional<Contents.Leftover> leftover(Step step, Contents.Listed listed) {
        return listed.leftovers().stream()
                .filter(one -> one.id().equals(step.target().value()))
                .filter(one -> one.sort().action() == step.action())
                .findFirst();
    }

    /** Why the action has no place now at a container. */
    static Optional<String> obstacle(Action action, Sighting target) {
        if (!(target.detail() instanceof Detail.Container)) return Optional.of("it is no container");
        return switch (action) {
            case CLEANUP_CACHE, CLEANUP_IMAGES, CLEANUP_CONTAINERS -> Optional.of("it is no leftover");
            case CONTAINER_START ->
                switch (target.state()) {
                    case STOPPED, CREATED -> Optional.empty();
                    case RUNNING, STARTING, UNHEALTHY -> Optional.of("it runs already");
                    case RESTARTING -> Optional.of("Docker's own policy is starting it");
                    case PAUSED -> Optional.of("it is paused");
                    case DEAD -> Optional.of("Docker could not remove it fully; it can't be started");
                    case UNSEEN -> Optional.of("it can't be seen");
                };
            // A restart of what is paused or was never started would start it: Docker answers 204 to both.
            case CONTAINER_RESTART ->
                switch (target.state()) {
                    case RUNNING, STARTING, UNHEALTHY -> Optional.empty();
                    case STOPPED, CREATED -> Optional.of("it does not run");
                    case RESTARTING -> Optional.of("Docker's own policy is starting it");
                    case PAUSED -> Optional.of("it is paused");
                    case DEAD -> Optional.of("Docker could not remove it fully");
                    case UNSEEN -> Optional.of("it can't be seen");
                };
            case CONTAINER_UNPAUSE ->
                switch (target.state()) {
                    case PAUSED -> Optional.empty();
                    case RUNNING, STARTING, UNHEALTHY -> Optional.of("it is not paused");
                    case STOPPED, CREATED, RESTARTING, DEAD -> Optional.of("it does not run");
                    case UNSEEN -> Optional.of("it can't be seen");
                };
        };
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
        var wished = target.resource().wishes().stopTimeout().orElse(STOP_TIMEOUT);
        if (action != Action.CONTAINER_RESTART || wished.compareTo(LONGEST_STOP) <= 0) return Optional.empty();
        return Optional.of(
                target.resource().name() + " may take " + wished.toMinutes() + " min to stop, longer than the "
                        + LONGEST_STOP.toMinutes() + " min that the agent can wait; restart it by hand");
    }

    /** How long a call may take before its answer: a container to stop, or the engine to remove something large. */
    public static Duration mayTake(Action action, Wishes wishes) {
        if (action.cleans()) return REMOVAL;
        var wished = wishes.stopTimeout().orElse(STOP_TIMEOUT);
        return wished.compareTo(LONGEST_STOP) < 0 ? wished : LONGEST_STOP;
    }

    /** When a call sent now is certainly over: 30 s after the longest that it may take. */
    public static Instant deadline(Instant now, Duration mayTake) {
        return now.plus(mayTake).plus(ANSWER_MARGIN);
    }

    /**
     * How to tell after a crash whether it happened: the target has another start time than before, is not paused, or is
     * no leftover any more.
     */
    public static boolean happened(Intent intent, Sighting now) {
        if (now.detail() instanceof Disk disk)
            return disk.contents() instanceof Contents.Listed listed
                    && listed.at().isAfter(intent.at())
                    && leftover(intent.step(), listed).isEmpty();
        if (intent.step().action() == Action.CONTAINER_UNPAUSE) return now.state() != State.PAUSED;
        return now.detail() instanceof Detail.Container container
                && container.startedAt().isPresent()
                && !container.startedAt().equals(intent.startedBefore());
    }
}
