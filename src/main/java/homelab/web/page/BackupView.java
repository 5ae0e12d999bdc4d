package homelab.web.page;

import homelab.model.Backups;
import homelab.model.Sighting;
import java.time.Instant;
import java.util.Optional;

/**
 * The backups of one guest.
 *
 * @param says before {@code at} where there is one, else alone
 * @param at when the latest was made
 * @param more where it lies, and what is wrong with it
 */
record BackupView(String key, String says, Optional<Instant> at, String more, Tone tone, Optional<String> incident) {
    static Optional<BackupView> of(Sighting sighting, Optional<String> incident) {
        if (!(sighting.detail() instanceof Backups backups)) return Optional.empty();
        var key = Digest.of(sighting.resource().id().value());
        if (sighting.unseen().isPresent())
            return Optional.of(
                    new BackupView(key, "backups not seen", Optional.empty(), "", Tone.UNSEEN, Optional.empty()));
        var latest = backups.latest();
        return Optional.of(new BackupView(
                key,
                latest.isPresent() ? "backed up" : backups.running() ? "being backed up" : "no backup",
                latest.map(Backups.Latest::at),
                more(backups),
                incident.isPresent() ? Tone.WRONG : Tone.WELL,
                incident));
    }

    private static String more(Backups backups) {
        var where = backups.latest().map(one -> "on " + one.storage()).orElse("");
        var checked = backups.latest().flatMap(Backups.Latest::checked);
        var broken =
                checked.filter(good -> !good).map(ignored -> ", found broken").orElse("");
        var failed = backups.failed()
                .filter(failure -> backups.latest()
                        .filter(latest -> latest.at().isAfter(failure.at()))
                        .isEmpty())
                .map(ignored -> (where.isEmpty() ? "" : ", ") + "the last try failed")
                .orElse("");
        return where + broken + failed;
    }
}
