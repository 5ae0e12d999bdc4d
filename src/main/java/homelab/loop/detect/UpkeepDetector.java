package homelab.loop.detect;

import homelab.model.Backups;
import homelab.model.Certificate;
import homelab.model.Finding;
import homelab.model.Report;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Snapshots;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;

/** Judges what nobody notices until it is needed: services, drives, certificates, backups and snapshots. */
final class UpkeepDetector {
    /** A service that is restarted is away for a moment. */
    private static final Duration MAY_PASS = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofDays(3);

    private final Sighting sighting;
    private final Instant now;

    UpkeepDetector(Sighting sighting, Instant now) {
        this.sighting = sighting;
        this.now = now;
    }

    Verdict of(Report report) {
        if (report.trouble().isEmpty()) return new Verdict.Well();
        var tellAt = sighting.since().plus(MAY_PASS);
        if (now.isBefore(tellAt)) return new Verdict.NotYet(tellAt, "it may be so for a moment only");
        return bad(Trouble.REPORTED, report.trouble().get(), report.words(), sighting.since());
    }

    Verdict of(Certificate certificate) {
        var tellAt = certificate.ends().minus(certificate.warning());
        if (now.isBefore(tellAt)) return new Verdict.Well();
        var left = Duration.between(now, certificate.ends());
        if (left.isNegative())
            return bad(
                    Trouble.CERTIFICATE_ENDS,
                    Severity.CRITICAL,
                    "It ended on " + day(certificate.ends()) + ".",
                    certificate.ends());
        var severity = left.compareTo(SOON) < 0 ? Severity.CRITICAL : Severity.WARNING;
        return bad(
                Trouble.CERTIFICATE_ENDS,
                severity,
                "It ends on " + day(certificate.ends()) + ", less than " + days(certificate.warning()) + " ahead.",
                tellAt);
    }

    Verdict of(Snapshots snapshots) {
        var old = snapshots
                .oldest()
                .filter(one -> one.at().plus(snapshots.mayBe()).isBefore(now));
        if (old.isEmpty()) return new Verdict.Well();
        return bad(
                Trouble.SNAPSHOT_TOO_OLD,
                Severity.INFO,
                "The snapshot " + old.get().name() + " was taken on "
                        + day(old.get().at()) + ", more than " + days(snapshots.mayBe())
                        + " ago; it holds disk space, more from day to day.",
                old.get().at().plus(snapshots.mayBe()));
    }

    Verdict of(Backups backups) {
        if (backups.running()) return new Verdict.NotYet(now.plusSeconds(60), "a backup of it is being made");
        var latest = backups.latest();
        if (latest.flatMap(Backups.Latest::checked).filter(good -> !good).isPresent())
            return bad(
                    Trouble.BACKUP_BROKEN,
                    Severity.CRITICAL,
                    "Its latest backup, of " + day(latest.get().at()) + " on "
                            + latest.get().storage() + ", was checked and is not good.",
                    latest.get().at());
        var failed = backups.failed()
                .filter(failure ->
                        latest.filter(made -> made.at().isAfter(failure.at())).isEmpty());
        if (failed.isPresent())
            return bad(
                    Trouble.BACKUP_FAILED,
                    Severity.WARNING,
                    "Its last backup failed: " + failed.get().why() + ".",
                    failed.get().at());
        // What nobody plans to back up is told once, of all such guests together.
        if (!backups.planned()) return new Verdict.Well();
        if (latest.isEmpty()) {
            var madeBy = sighting.since().plus(backups.mayBe());
            return now.isBefore(madeBy)
                    ? new Verdict.NotYet(madeBy, "its job may not have come to it yet")
                    : bad(
                            Trouble.BACKUP_TOO_OLD,
                            Severity.WARNING,
                            "It is in a backup job, and no backup of it can be found.",
                            madeBy);
        }
        if (latest.get().at().plus(backups.mayBe()).isBefore(now))
            return bad(
                    Trouble.BACKUP_TOO_OLD,
                    Severity.WARNING,
                    "Its latest backup is of " + day(latest.get().at()) + ", more than " + hours(backups.mayBe())
                            + " ago.",
                    latest.get().at().plus(backups.mayBe()));
        return new Verdict.Well();
    }

    private Verdict bad(Trouble trouble, Severity severity, String says, Instant since) {
        return new Verdict.Bad(new Finding(sighting.resource(), trouble, severity, says, since));
    }

    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }

    private static String days(Duration time) {
        return time.toDays() + " days";
    }

    private static String hours(Duration time) {
        return time.toHours() + " h";
    }
}
