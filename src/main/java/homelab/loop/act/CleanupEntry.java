package homelab.loop.act;

import homelab.model.Action;
import homelab.model.Contents;
import homelab.model.Disk;
import homelab.model.Intent;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The removal of one leftover from a disk. */
record CleanupEntry(Action action) implements Entry {
    /** A large image on a slow disk takes long; but a lease lasts until a call is over, and keeps a standby waiting. */
    private static final Duration REMOVAL = Duration.ofSeconds(60);

    /** An image may not be to be had again, and a container takes its own files with it. */
    @Override
    public Risk risk(Sighting target, int runningDependants) {
        return action == Action.CLEANUP_CACHE ? Risk.LOW : Risk.MEDIUM;
    }

    @Override
    public Optional<String> obstacle(Step step, Sighting subject) {
        if (!(subject.detail() instanceof Disk disk)) return Optional.of("only a disk can be cleaned up");
        return switch (disk.contents()) {
            case Contents.Unlisted unlisted -> Optional.of("what is on the disk can't be listed: " + unlisted.why());
            case Contents.Listed listed ->
                leftover(step, listed).isPresent()
                        ? Optional.empty()
                        : Optional.of("it is gone, or something uses it now");
        };
    }

    @Override
    public Duration mayTake(Sighting subject) {
        return REMOVAL;
    }

    @Override
    public Instant lookedAt(Sighting subject) {
        if (!(subject.detail() instanceof Disk disk)) return subject.at();
        return switch (disk.contents()) {
            case Contents.Listed listed -> listed.at();
            case Contents.Unlisted ignored -> Instant.EPOCH;
        };
    }

    /** It is no leftover any more. */
    @Override
    public boolean happened(Intent intent, Sighting now) {
        return now.detail() instanceof Disk disk
                && disk.contents() instanceof Contents.Listed listed
                && listed.at().isAfter(intent.at())
                && leftover(intent.step(), listed).isEmpty();
    }

    private static Optional<Contents.Leftover> leftover(Step step, Contents.Listed listed) {
        return listed.leftovers().stream()
                .filter(one -> one.id().equals(step.target().value()))
                .filter(one -> one.sort().action() == step.action())
                .findFirst();
    }
}
