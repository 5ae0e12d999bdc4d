package homelab.loop.diagnose;

import static homelab.loop.diagnose.Rule.nothingHelps;
import static homelab.loop.diagnose.Sentence.quoted;

import homelab.model.State;
import homelab.model.Trouble;
import java.util.List;

/** What its engine could not start, and why another start would be refused as well. */
final class RefusedStart {
    private RefusedStart() {}

    /** Whatever else is wrong with it, nothing helps any more. */
    static final List<Rule> FOR_EVER = List.of(
            new Rule(
                    "half-removed",
                    c -> c.sighting().state() == State.DEAD
                            || c.errorSays("unable to remove filesystem", "failed to remove root filesystem"),
                    c -> nothingHelps(
                            0.9,
                            "Its engine removed it only halfway, so it cannot be started again; it has to be removed and made anew.")));

    static final List<Rule> RULES = List.of(
            new Rule(
                    "port-conflict",
                    c -> c.errorSays("address already in use", "port is already allocated"),
                    RefusedStart::portConflict),
            new Rule(
                    "image-missing",
                    c -> c.errorSays("no such image", "image not found", "manifest unknown", "pull access denied"),
                    c -> cannotStart(c, 0.9, "its image is not there")),
            new Rule(
                    "missing-volume",
                    c -> c.errorSays(
                            "bind source path does not exist",
                            "no such volume",
                            "error while mounting volume",
                            "failed to mount",
                            "error mounting",
                            "error while creating mount source path"),
                    c -> cannotStart(c, 0.9, "a volume or directory that it mounts cannot be had")),
            new Rule(
                    "bad-command",
                    c -> c.errorSays(
                            "executable file not found",
                            "permission denied",
                            "no such file or directory",
                            "exec format error"),
                    c -> cannotStart(c, 0.95, "its command cannot be run")),
            new Rule(
                    "bad-command",
                    c -> (c.endedWith(125) || c.endedWith(126) || c.endedWith(127)) && !itRanBefore(c),
                    RefusedStart::badCommand),
            new Rule(
                    "could-not-start",
                    c -> !c.error().isEmpty(),
                    c -> Rule.startMayHelp(0.4, "Its engine could not start it and says " + quoted(c.error()) + ".")));

    private static Rule.Verdict cannotStart(Clues clues, double confidence, String because) {
        return cannotStart(clues, confidence, because, "");
    }

    private static Rule.Verdict cannotStart(Clues clues, double confidence, String because, String cure) {
        return nothingHelps(
                confidence,
                "Its engine could not start it and says " + quoted(clues.error()) + ": " + because
                        + ", and another start would fail the same way." + cure);
    }

    private static Rule.Verdict portConflict(Clues clues) {
        var holders = clues.portHolders();
        if (holders.isEmpty()) return cannotStart(clues, 0.95, "another program or container holds its port");
        if (holders.get().isEmpty())
            return cannotStart(
                    clues,
                    0.95,
                    "no other container of this engine publishes its port, so something outside Docker holds it, or a"
                            + " container in the host's own network");
        return cannotStart(
                clues,
                0.95,
                "another container holds its port (" + String.join(", ", holders.get()) + ")",
                " Stop that one, or give one of the two another port.");
    }

    private static Rule.Verdict badCommand(Clues clues) {
        var meaning = switch (clues.exitCode()) {
            case 125 -> "the engine itself could not run it";
            case 126 -> "its command was found but may not be run";
            default -> "its command was not found";
        };
        return nothingHelps(
                0.8,
                "It ended with exit code " + clues.exitCode() + ", which means that " + meaning
                        + "; another start would end the same way." + Sentence.lastWord(clues));
    }

    /** Then its code tells how the run ended, not how a start failed. */
    private static boolean itRanBefore(Clues clues) {
        return clues.is(Trouble.FELL_WITH_ENGINE) || clues.is(Trouble.DOWN_UNEXPLAINED);
    }
}
