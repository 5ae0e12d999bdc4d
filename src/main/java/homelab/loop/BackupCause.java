package homelab.loop;

import homelab.model.Backups;
import homelab.model.Incident;
import homelab.model.Stage;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What several guests are without a backup for: the same job, or the storage that it writes to. */
final class BackupCause {
    /** A job begins on each of its nodes at once. */
    private static final Duration ONE_RUN = Duration.ofMinutes(1);

    private BackupCause() {}

    static boolean isAbout(Incident one) {
        var trouble = one.finding().trouble();
        return trouble == Trouble.BACKUP_FAILED || trouble == Trouble.BACKUP_TOO_OLD;
    }

    /** They failed in one run, or are too old on one storage. */
    static boolean isOne(Turn turn, Incident one, Incident other) {
        if (!isAbout(one) || one.finding().trouble() != other.finding().trouble()) return false;
        if (!one.resource().host().equals(other.resource().host())) return false;
        var made = backups(turn, one);
        var others = backups(turn, other);
        return made.isPresent()
                && others.isPresent()
                && made.get().storage().isPresent()
                && made.get().storage().equals(others.get().storage())
                && (one.finding().trouble() == Trouble.BACKUP_TOO_OLD
                        || isOneRun(made.get().failed(), others.get().failed()));
    }

    private static boolean isOneRun(Optional<Backups.Failure> a, Optional<Backups.Failure> b) {
        return a.isPresent() && b.isPresent() && isNear(a.get().at(), b.get().at());
    }

    private static boolean isNear(Instant a, Instant b) {
        return Duration.between(a, b).abs().compareTo(ONE_RUN) <= 0;
    }

    /** What begins or is watched is not disturbed by what comes to it. */
    static boolean takes(Stage stage) {
        return !(stage instanceof Stage.Acting || stage instanceof Stage.Settling);
    }

    /** The storage that the backup was to go to cannot be used. */
    static boolean isItsStorage(Turn turn, Incident backup, Incident storage) {
        if (!isAbout(backup) || storage.finding().trouble() != Trouble.STORAGE_INACTIVE) return false;
        if (!backup.resource().host().equals(storage.resource().host())) return false;
        var name = storage.resource().name();
        return backups(turn, backup)
                .flatMap(Backups::storage)
                .filter(to -> name.equals(to) || name.startsWith(to + " of "))
                .isPresent();
    }

    private static Optional<Backups> backups(Turn turn, Incident one) {
        return turn.sighting(one)
                .flatMap(seen -> seen.detail() instanceof Backups made ? Optional.of(made) : Optional.empty());
    }
}
