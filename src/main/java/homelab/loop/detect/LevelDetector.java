package homelab.loop.detect;

import homelab.model.Finding;
import homelab.model.Level;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Trouble;
import java.time.Instant;

/** Judges how much is used of something. What is troubled stays so until it has come under its clear mark. */
final class LevelDetector {
    private LevelDetector() {}

    /**
     * How it stands.
     *
     * @param leftAlone a person said to leave it as it is
     * @param troubled an incident about it is open
     */
    static Verdict judge(Sighting sighting, Level level, boolean leftAlone, boolean troubled, Instant now) {
        if (leftAlone) return new Verdict.AsItShouldBe("a person said to leave it", true);
        if (troubled ? !level.isOverClear() : !level.isRaised()) return new Verdict.Well();
        var marks = level.marks();
        var tellAt = sighting.since().plus(marks.lasting());
        if (!troubled && now.isBefore(tellAt)) return new Verdict.NotYet(tellAt, "it may be so for a moment only");
        var many = sighting.resource().kind().isPlural();
        var says = level.isCritical()
                ? (many ? "They are" : "It is") + " at " + marks.critical() + " % or more: " + level.words() + "."
                : (many ? "They have" : "It has") + " come to " + marks.raise() + " % or more, and "
                        + (many ? "are" : "is") + " not under " + marks.clear() + " % again: " + level.words() + ".";
        return new Verdict.Bad(new Finding(
                sighting.resource(),
                Trouble.HIGH,
                level.isCritical() ? Severity.CRITICAL : Severity.WARNING,
                says,
                sighting.since()));
    }
}
