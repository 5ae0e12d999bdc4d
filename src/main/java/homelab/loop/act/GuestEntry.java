package homelab.loop.act;

import homelab.model.Action;
import homelab.model.Guest;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.Step;
import homelab.model.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What is done to a guest through its node. Each of it is a task there, by which it is known after a crash. */
record GuestEntry(Action action) implements Entry {
    /** A guest is given three minutes to end by itself; less is what Proxmox gives it (60 s), and many need more. */
    public static final Duration TO_END = Duration.ofMinutes(3);

    private static final Duration TO_BEGIN = Duration.ofMinutes(2);

    @Override
    public Risk risk(Sighting target, int runningDependants) {
        if (action == Action.GUEST_STOP || action == Action.GUEST_RESET) return Risk.HIGH;
        return takesDown(target, runningDependants) >= Catalogue.MANY ? Risk.HIGH : Risk.MEDIUM;
    }

    @Override
    public int takesDown(Sighting target, int runningDependants) {
        return action == Action.GUEST_START
                ? 0
                : runningDependants + (target.state().runs() ? 1 : 0);
    }

    @Override
    public Optional<String> obstacle(Step step, Sighting target) {
        if (!(target.detail() instanceof Guest guest)) return Optional.of("it is no guest");
        if (!target.resource().lineage().equals(step.lineage()))
            return Optional.of("its number belongs to another guest now, "
                    + target.resource().name());
        if (guest.template()) return Optional.of("it is a template, which never runs");
        if (guest.lock().isPresent())
            return Optional.of("it is locked: " + guest.lock().get().why());
        if (guest.ha().filter(Guest.Ha::isInError).isPresent())
            return Optional.of("high availability gave it up, and nothing helps until a person clears that");
        if (guest.lastTask().filter(Task::runs).isPresent())
            return Optional.of(
                    "a task is at work on it: " + guest.lastTask().get().sort());
        if (action == Action.GUEST_RESET && target.resource().kind() == Kind.LXC)
            return Optional.of("an LXC container has no reset button; reboot it");
        return switch (target.state()) {
            case STOPPED, CREATED, DEAD ->
                action == Action.GUEST_START ? Optional.empty() : Optional.of("it does not run");
            case RUNNING, STARTING, UNHEALTHY, RESTARTING ->
                action == Action.GUEST_START ? Optional.of("it runs already") : Optional.empty();
            case PAUSED ->
                action == Action.GUEST_STOP || action == Action.GUEST_RESET
                        ? Optional.empty()
                        : Optional.of("it is paused");
            case UNSEEN -> Optional.of("it can't be seen");
        };
    }

    @Override
    public Duration mayTake(Sighting subject) {
        return action == Action.GUEST_SHUTDOWN || action == Action.GUEST_REBOOT ? TO_END : TO_BEGIN;
    }

    /** The start of its latest task. Where none is known, every task that is seen later is a new one. */
    @Override
    public Optional<Instant> before(Sighting subject) {
        return subject.detail() instanceof Guest guest ? guest.lastTask().map(Task::startedAt) : Optional.empty();
    }

    /** There is a task of the agent's own, of this sort, that was not there before. */
    @Override
    public boolean happened(Intent intent, Sighting now) {
        return now.detail() instanceof Guest guest
                && guest.tasks().stream()
                        .filter(task -> task.whose() == Task.Whose.OURS && deeds().contains(task.deed()))
                        .anyMatch(task -> intent.startedBefore()
                                .filter(before -> !task.startedAt().isAfter(before))
                                .isEmpty());
    }

    private Set<Task.Deed> deeds() {
        return switch (action) {
            case GUEST_SHUTDOWN -> EnumSet.of(Task.Deed.SHUTDOWN);
            // High availability has one word for both.
            case GUEST_STOP -> EnumSet.of(Task.Deed.STOP, Task.Deed.SHUTDOWN);
            case GUEST_REBOOT -> EnumSet.of(Task.Deed.REBOOT);
            case GUEST_RESET -> EnumSet.of(Task.Deed.RESET);
            default -> EnumSet.of(Task.Deed.START);
        };
    }
}
