package homelab.loop.detect;

import homelab.model.Disk;
import homelab.model.Finding;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;

/** Judges a disk by how full it is. What is troubled stays so until it has come under its clear mark. */
final class DiskDetector {
    /** A build or a download may take space for a moment only. */
    private static final Duration MAY_PASS = Duration.ofSeconds(30);

    private DiskDetector() {}

    /**
     * How it stands.
     *
     * @param leftAlone a person said to leave it as it is
     * @param troubled an incident about it is open
     */
    static Verdict judge(Sighting sighting, Disk disk, boolean leftAlone, boolean troubled, Instant now) {
        if (leftAlone) return new Verdict.AsItShouldBe("a person said to leave it", true);
        if (disk.fullness().isEmpty()) return troubled ? new Verdict.Unseen() : new Verdict.Well();
        if (troubled ? !disk.isOverClear() : !disk.isOverWarning()) return new Verdict.Well();
        var marks = disk.marks();
        var critical = disk.fullness().get().percent() >= marks.critical();
        var tellAt = sighting.since().plus(MAY_PASS);
        if (!troubled && !critical && now.isBefore(tellAt))
            return new Verdict.NotYet(tellAt, "it may be filled for a moment only");
        var says = critical
                ? "It is filled to " + marks.critical() + " % or more."
                : "It was filled to " + marks.warning() + " % or more, and is not under " + marks.clear() + " % again.";
        var severity = critical ? Severity.CRITICAL : Severity.WARNING;
        return new Verdict.Bad(
                new Finding(sighting.resource(), Trouble.DISK_FILLING, severity, says, sighting.since()));
    }
}
