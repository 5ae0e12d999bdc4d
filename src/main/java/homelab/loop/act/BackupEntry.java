package homelab.loop.act;

import homelab.model.Backups;
import homelab.model.Intent;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A backup of one guest. It runs for hours; the call only begins it. */
record BackupEntry() implements Entry {
    private static final Duration TO_BEGIN = Duration.ofMinutes(1);

    @Override
    public Risk risk(Sighting target, int runningDependants) {
        return Risk.MEDIUM;
    }

    @Override
    public Optional<String> obstacle(Step step, Sighting subject) {
        if (!(subject.detail() instanceof Backups backups)) return Optional.of("nothing is backed up there");
        if (backups.running()) return Optional.of("a backup of it is being made");
        return backups.storage().isEmpty() ? Optional.of("it can't be told where a backup would go") : Optional.empty();
    }

    @Override
    public Duration mayTake(Sighting subject) {
        return TO_BEGIN;
    }

    @Override
    public Optional<Instant> before(Sighting subject) {
        return ours(subject).startedAt();
    }

    @Override
    public boolean happened(Intent intent, Sighting now) {
        return ours(now).isSince(intent);
    }

    private static OwnTask ours(Sighting sighting) {
        return new OwnTask(sighting.detail() instanceof Backups backups ? backups.ours() : Optional.empty());
    }
}
