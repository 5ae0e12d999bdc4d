package homelab.loop.decide;

import homelab.model.Detail;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a person must be asked although the class of action would be allowed. */
final class Cautions {
    private static final Duration LONG_DOWN = Duration.ofHours(1);

    private Cautions() {}

    static Optional<String> of(Case one) {
        if (one.finding().trouble() == Trouble.STORM)
            return Optional.of("when much looks dead at once, the fault may be elsewhere");
        if (one.finding().trouble() == Trouble.JOB_FAILED)
            return Optional.of("a job that broke halfway may do harm when it is run again");
        if (one.finding().trouble() == Trouble.DOWN_UNEXPLAINED) return Optional.of("a person may have stopped it");
        return one.targets().stream()
                .map(target -> of(target, one))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> of(Target target, Case one) {
        if (target.itself()) return Optional.of("this is the agent's own container: it would stop the agent itself");
        if (target.sighting().resource().wishes().protect())
            return Optional.of(target.name() + " is protected by its label");
        if (!(target.sighting().detail() instanceof Detail.Container container)) return Optional.empty();
        if (one.finding().trouble() == Trouble.UNHEALTHY && !wasHealthyInThisRun(target, container))
            return Optional.of(target.name() + " has not been healthy since it started; it may be busy migrating");
        if (target.sighting().state().isDown() && downForLong(target, container, one.now()))
            return Optional.of(target.name() + " has been down for more than an hour");
        return changedMount(target, container);
    }

    private static boolean wasHealthyInThisRun(Target target, Detail.Container container) {
        return container.startedAt().isPresent() && target.history().healthyRun().equals(container.startedAt());
    }

    /** By the agent's memory and by the engine's clock, since either may be off. */
    private static boolean downForLong(Target target, Detail.Container container, Instant now) {
        var before = now.minus(LONG_DOWN);
        return target.history().ranAt().filter(at -> at.isBefore(before)).isPresent()
                && container.finishedAt().filter(at -> at.isBefore(before)).isPresent();
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
