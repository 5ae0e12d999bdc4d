package homelab.loop.act;

import homelab.model.Action;
import homelab.model.Detail;
import homelab.model.Intent;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.State;
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
            case CONTAINER_RESTART -> runningDependants + (target.state().runs() ? 1 : 0);
        };
    }

    /** Why the action has no place now, judged just before it; empty when it has. */
    public static Optional<String> obstacle(Action action, Sighting target) {
        return switch (action) {
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

    public static Duration stopTimeout(Wishes wishes) {
        var wished = wishes.stopTimeout().orElse(STOP_TIMEOUT);
        return wished.compareTo(LONGEST_STOP) < 0 ? wished : LONGEST_STOP;
    }

    /** When a call sent now is certainly over: stop timeout + 30 s. */
    public static Instant deadline(Instant now, Duration stopTimeout) {
        return now.plus(stopTimeout).plus(ANSWER_MARGIN);
    }

    /** How to tell after a crash whether it happened: the target has another start time than before, or is not paused. */
    public static boolean happened(Intent intent, Sighting now) {
        if (intent.step().action() == Action.CONTAINER_UNPAUSE) return now.state() != State.PAUSED;
        return now.detail() instanceof Detail.Container container
                && container.startedAt().isPresent()
                && !container.startedAt().equals(intent.startedBefore());
    }
}
