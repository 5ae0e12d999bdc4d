package homelab.loop.verify;

import homelab.model.Backups;
import homelab.model.Outcome;
import homelab.model.Report;
import homelab.model.Sighting;
import homelab.model.Task;
import java.time.Duration;
import java.time.Instant;

/** Judges the restart of a service and the making of a backup. */
final class UpkeepVerifier {
    /** A backup of a large guest over a slow line. */
    private static final Duration BACKUP_MAY_TAKE = Duration.ofHours(24);

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration AT_WORK_FOR = Duration.ofSeconds(60);

    private final Duration settle;

    UpkeepVerifier(Duration settle) {
        this.settle = settle;
    }

    Watch judge(Sighting target, Report report, Instant since, Instant now) {
        var due = since.plus(settle);
        if (now.isBefore(due) || target.at().isBefore(due))
            return new Watch.Until(later(due, target.at().plus(LOOK_AGAIN_AFTER)));
        return new Watch.Over(
                report.trouble().isEmpty()
                        ? new Outcome.Recovered("it has run for " + settle.toSeconds() + " s")
                        : new Outcome.Unchanged(report.words()));
    }

    /** By the task's own end, and by a backup that can be seen and was not there before. */
    Watch judge(Sighting target, Backups backups, Instant since, Instant now) {
        if (backups.running() || backups.ours().filter(Task::runs).isPresent())
            return now.isBefore(since.plus(BACKUP_MAY_TAKE))
                    ? new Watch.Until(target.at().plus(AT_WORK_FOR))
                    : new Watch.Over(new Outcome.Unknown(
                            "it has been at work for " + BACKUP_MAY_TAKE.toHours() + " h and is not done"));
        if (now.isBefore(since.plus(settle))) return new Watch.Until(since.plus(settle));
        var task = backups.ours();
        var failed = task.filter(one -> !one.succeeded()).flatMap(Task::status);
        if (failed.isPresent()) return new Watch.Over(new Outcome.Failed("the backup failed: " + failed.get()));
        var made = task.flatMap(
                one -> backups.latest().filter(latest -> !latest.at().isBefore(one.startedAt())));
        if (made.isPresent())
            return new Watch.Over(new Outcome.Recovered("there is a backup of "
                    + made.get().at() + " on " + made.get().storage()
                    + (made.get().checked().isEmpty() ? "; it was not checked yet" : "")));
        return now.isBefore(since.plus(settle.multipliedBy(10)))
                ? new Watch.Until(target.at().plus(LOOK_AGAIN_AFTER))
                : new Watch.Over(new Outcome.Unknown("the task is over, and no new backup can be seen"));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
