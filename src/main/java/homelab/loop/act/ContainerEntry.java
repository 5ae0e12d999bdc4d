package homelab.loop.act;

import homelab.model.Action;
import homelab.model.Detail;
import homelab.model.Intent;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is done to a container through its engine. */
record ContainerEntry(Action action) implements Entry {
    /** Docker's own default. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public Risk risk(Sighting target, int runningDependants) {
        return switch (action) {
            case CONTAINER_RESTART -> {
                if (takesDown(target, runningDependants) >= Catalogue.MANY) yield Risk.HIGH;
                yield runningDependants > 0 ? Risk.MEDIUM : Risk.LOW;
            }
            // Whoever paused it, such as a tool that takes a snapshot, may count on it.
            case CONTAINER_UNPAUSE -> Risk.MEDIUM;
            // What is down takes nothing down with it.
            default -> Risk.LOW;
        };
    }

    @Override
    public int takesDown(Sighting target, int runningDependants) {
        return action == Action.CONTAINER_RESTART
                ? runningDependants + (target.state().runs() ? 1 : 0)
                : 0;
    }

    @Override
    public Optional<String> obstacle(Step step, Sighting target) {
        if (!(target.detail() instanceof Detail.Container)) return Optional.of("it is no container");
        return switch (action) {
            // A restart of what is paused or was never started would start it: Docker answers 204 to both.
            case CONTAINER_RESTART -> toRestart(target.state());
            case CONTAINER_UNPAUSE -> toUnpause(target.state());
            default -> toStart(target.state());
        };
    }

    private static Optional<String> toStart(State state) {
        return switch (state) {
            case STOPPED, CREATED -> Optional.empty();
            case RUNNING, STARTING, UNHEALTHY -> Optional.of("it runs already");
            case RESTARTING -> Optional.of("Docker's own policy is starting it");
            case PAUSED -> Optional.of("it is paused");
            case DEAD -> Optional.of("Docker could not remove it fully; it can't be started");
            case UNSEEN -> Optional.of("it can't be seen");
        };
    }

    private static Optional<String> toRestart(State state) {
        return switch (state) {
            case RUNNING, STARTING, UNHEALTHY -> Optional.empty();
            case STOPPED, CREATED -> Optional.of("it does not run");
            case RESTARTING -> Optional.of("Docker's own policy is starting it");
            case PAUSED -> Optional.of("it is paused");
            case DEAD -> Optional.of("Docker could not remove it fully");
            case UNSEEN -> Optional.of("it can't be seen");
        };
    }

    private static Optional<String> toUnpause(State state) {
        return switch (state) {
            case PAUSED -> Optional.empty();
            case RUNNING, STARTING, UNHEALTHY -> Optional.of("it is not paused");
            case STOPPED, CREATED, RESTARTING, DEAD -> Optional.of("it does not run");
            case UNSEEN -> Optional.of("it can't be seen");
        };
    }

    @Override
    public Duration mayTake(Sighting subject) {
        var wished = wished(subject.resource().wishes());
        return wished.compareTo(Catalogue.LONGEST) < 0 ? wished : Catalogue.LONGEST;
    }

    @Override
    public Optional<String> tooSlow(Sighting target) {
        var wished = wished(target.resource().wishes());
        if (action != Action.CONTAINER_RESTART || wished.compareTo(Catalogue.LONGEST) <= 0) return Optional.empty();
        return Optional.of(
                target.resource().name() + " may take " + wished.toMinutes() + " min to stop, longer than the "
                        + Catalogue.LONGEST.toMinutes() + " min that the agent can wait; restart it by hand");
    }

    private static Duration wished(Wishes wishes) {
        return wishes.stopTimeout().orElse(STOP_TIMEOUT);
    }

    @Override
    public Optional<Instant> before(Sighting subject) {
        return startedAt(subject);
    }

    /** It has another start time than before, or is not paused. */
    @Override
    public boolean happened(Intent intent, Sighting now) {
        if (action == Action.CONTAINER_UNPAUSE) return now.state() != State.PAUSED;
        return startedAt(now).isPresent() && !startedAt(now).equals(intent.startedBefore());
    }

    private static Optional<Instant> startedAt(Sighting sighting) {
        return sighting.detail() instanceof Detail.Container container ? container.startedAt() : Optional.empty();
    }
}
