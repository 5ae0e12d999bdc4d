package homelab.loop.decide;

import homelab.model.Action;
import homelab.model.Detail;
import homelab.model.Finding;
import homelab.model.Trouble;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a person must be asked although the class of action would be allowed. */
public final class Cautions {
    private static final Duration LONG_DOWN = Duration.ofHours(1);

    private Cautions() {}

    static Optional<String> of(Case one) {
        if (one.finding().trouble() == Trouble.STORM)
            return Optional.of("when much looks dead at once, the fault may be elsewhere");
        if (one.finding().trouble() == Trouble.JOB_FAILED)
            return Optional.of("a job that broke halfway may do harm when it is run again");
        if (one.finding().trouble() == Trouble.DOWN_UNEXPLAINED) return Optional.of("a person may have stopped it");
        return one.targets().stream()
                .map(target -> ofItsOwn(one.finding(), target, one.now()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What a person must know before saying yes to this target, whatever is asked and why. */
    public static List<String> dangers(Target target) {
        var dangers = new ArrayList<String>();
        if (target.itself()) dangers.add("the agent itself lives in it, so it would stop the agent itself");
        if (target.sighting().detail() instanceof Detail.Container container)
            changedMount(target, container).ifPresent(dangers::add);
        return dangers;
    }

    /** What to know before a yes that cannot be taken back; no reason to ask where its owner allows the class. */
    public static Optional<String> loss(Action action) {
        return switch (action) {
            case CLEANUP_IMAGES ->
                Optional.of("a removed image has to be pulled or built again, where it is still to be had");
            case CLEANUP_CONTAINERS ->
                Optional.of("a removed container's own files and log are gone for good; its volumes stay");
            case GUEST_STOP, GUEST_RESET ->
                Optional.of("what it has not written to its disk is lost, and a database in it may be damaged");
            case CLEANUP_CACHE, CONTAINER_START, CONTAINER_RESTART, CONTAINER_UNPAUSE -> Optional.empty();
            case GUEST_START, GUEST_SHUTDOWN, GUEST_REBOOT, SERVICE_RESTART, BACKUP_RUN -> Optional.empty();
        };
    }

    /** What makes a target be asked about, or be left, for itself: it must not hold up others. */
    static Optional<String> ofItsOwn(Finding finding, Target target, Instant now) {
        var dangers = dangers(target);
        if (!dangers.isEmpty()) return Optional.of(dangers.getFirst());
        if (target.sighting().resource().wishes().protect())
            return Optional.of(target.name() + " is protected by "
                    + target.sighting()
                            .resource()
                            .wishes()
                            .words()
                            .map(Wishes.Words::protect)
                            .orElse("its label"));
        if (!(target.sighting().detail() instanceof Detail.Container container)) return Optional.empty();
        if (finding.trouble() == Trouble.UNHEALTHY && !wasHealthyInThisRun(target, container))
            return Optional.of(target.name() + " has not been healthy since it started; it may be busy migrating");
        if (target.sighting().state().isDown() && downForLong(target, container, now))
            return Optional.of(target.name() + " has been down for more than an hour");
        return Optional.empty();
    }

    private static boolean wasHealthyInThisRun(Target target, Detail.Container container) {
        return container.startedAt().isPresent()
                && target.history().healthyRun().equals(container.startedAt());
    }

    /** By the agent's memory and by the engine's, each by its own clock. */
    private static boolean downForLong(Target target, Detail.Container container, Instant now) {
        return target.history()
                        .ranAt()
                        .filter(at -> at.isBefore(now.minus(LONG_DOWN)))
                        .isPresent()
                && container
                        .finishedAt()
                        .filter(at -> at.isBefore(target.engineTime().minus(LONG_DOWN)))
                        .isPresent();
    }

    private static Optional<String> changedMount(Target target, Detail.Container container) {
        if (!target.mountsVisible()) return Optional.empty();
        for (var bind : container.binds()) {
            var before = target.history().mounts().get(bind.source());
            if (before == null || bind.fileSystem().filter(before::equals).isPresent()) continue;
            return Optional.of(bind.source() + " lay on " + before + " while " + target.name() + " ran; now it lies on "
                    + bind.fileSystem().orElse("nothing that can be seen"));
        }
        return Optional.empty();
    }
}
