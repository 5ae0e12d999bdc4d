package homelab.loop.diagnose;

import homelab.model.Action;
import homelab.model.Backups;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Task;
import homelab.model.Trouble;
import java.util.List;
import java.util.function.Function;

/** What befalls nodes and guests, and what Proxmox says of its parts. */
final class Machines {
    private Machines() {}

    static final List<Rule> RULES = List.of(
            new Rule(
                    "guest-fell-with-node",
                    c -> (isGuest(c) || isA(c, Kind.NODE)) && c.is(Trouble.FELL_WITH_ENGINE),
                    Machines::fellWithNode),
            new Rule("guest-start-failed", c -> isGuest(c) && isDown(c) && startFailed(c), Machines::willFailAgain),
            new Rule("guest-down", c -> isGuest(c) && isDown(c), Machines::down),
            new Rule(
                    "guest-stuck-on-error",
                    c -> isGuest(c) && c.is(Trouble.UNHEALTHY),
                    told(0.7, " Look at its storage first; a reset without that would end the same way.")),
            new Rule(
                    "guest-locked",
                    c -> c.is(Trouble.LOCKED),
                    told(
                            0.8,
                            " Nothing may be done to a guest that is locked, and a token cannot unlock it. If no task works"
                                    + " on it any more, use “qm unlock” or “pct unlock” on its node.")),
            new Rule(
                    "ha-gave-up",
                    c -> c.is(Trouble.HA_GAVE_UP),
                    told(
                            0.8,
                            " Its state must be set to disabled, what is wrong mended, and then set to started again; the"
                                    + " agent does not race high availability.")),
            new Rule(
                    "node-offline",
                    c -> c.is(Trouble.NODE_OFFLINE),
                    told(0.9, " Its power, its network or the node itself failed; the agent can only look.")),
            new Rule(
                    "quorum-lost",
                    c -> c.is(Trouble.QUORUM_LOST),
                    told(0.9, " Bring the missing nodes back; until then Proxmox refuses every change.")),
            new Rule(
                    "storage-inactive",
                    c -> c.is(Trouble.STORAGE_INACTIVE),
                    told(0.8, " What is on it is not lost by that; its server or its mount is away.")),
            new Rule("high", c -> c.is(Trouble.HIGH), Machines::high),
            new Rule("service-failed", c -> c.is(Trouble.REPORTED) && isA(c, Kind.SERVICE), Machines::service),
            new Rule("part-failing", c -> c.is(Trouble.REPORTED), told(0.9, "")),
            new Rule(
                    "certificate-ends",
                    c -> c.is(Trouble.CERTIFICATE_ENDS),
                    told(
                            0.9,
                            " Proxmox renews its own every night once less than two weeks are left; look why it does not.")),
            new Rule(
                    "backup-broken",
                    c -> c.is(Trouble.BACKUP_BROKEN),
                    clues -> backup(clues, 0.9, " It could not be restored; a new one is needed.")),
            new Rule("backup-failed", c -> c.is(Trouble.BACKUP_FAILED), clues -> backup(clues, 0.7, "")),
            new Rule("backup-too-old", c -> c.is(Trouble.BACKUP_TOO_OLD), clues -> backup(clues, 0.6, "")),
            new Rule(
                    "task-failed",
                    c -> c.is(Trouble.TASK_FAILED),
                    told(
                            0.8,
                            " Its log is in the list of tasks of that node. It is over once the same task succeeds.")),
            new Rule(
                    "snapshot-too-old",
                    c -> c.is(Trouble.SNAPSHOT_TOO_OLD),
                    told(0.9, " The agent deletes no snapshot; remove it if it is not needed any more.")));

    private static boolean isGuest(Clues clues) {
        return clues.sighting().detail() instanceof Guest;
    }

    private static boolean isA(Clues clues, Kind kind) {
        return clues.sighting().resource().kind() == kind;
    }

    private static boolean isDown(Clues clues) {
        return clues.is(Trouble.DOWN_UNEXPLAINED);
    }

    private static Function<Clues, Rule.Verdict> told(double confidence, String meaning) {
        return clues -> Rule.nothingHelps(confidence, clues.found() + meaning);
    }

    private static Rule.Verdict fellWithNode(Clues clues) {
        return new Rule.Verdict(
                clues.found() + " Nobody had stopped " + (isGuest(clues) ? "it." : "them."),
                0.9,
                List.of(Action.GUEST_START));
    }

    private static boolean startFailed(Clues clues) {
        return isTold(clues) || !clues.error().isEmpty();
    }

    /** What was found tells of it. */
    private static boolean isTold(Clues clues) {
        return clues.sighting().detail() instanceof Guest guest
                && guest.lastTask()
                        .filter(task -> task.deed() == Task.Deed.START && !task.runs() && !task.succeeded())
                        .isPresent();
    }

    private static Rule.Verdict willFailAgain(Clues clues) {
        var tried = isTold(clues) ? "" : " The agent's start of it failed: " + Sentence.closed(clues.error());
        return new Rule.Verdict(
                clues.found() + tried + " Unless that was mended, it will fail again.",
                0.5,
                List.of(Action.GUEST_START));
    }

    private static Rule.Verdict down(Clues clues) {
        return new Rule.Verdict(
                clues.found() + " Proxmox does not tell the two apart, so a person is asked."
                        + Sentence.lastWord(clues),
                0.4,
                List.of(Action.GUEST_START));
    }

    private static Rule.Verdict high(Clues clues) {
        var meaning = switch (clues.sighting().resource().kind()) {
            case STORAGE -> " What is on it belongs to people; the agent deletes nothing there.";
            case DISK -> " What fills it is not known to the agent.";
            case CPU -> " What keeps them busy cannot be seen from outside.";
            case MEMORY -> " What uses it cannot be seen from outside.";
            default -> "";
        };
        return Rule.nothingHelps(0.8, clues.found() + meaning);
    }

    private static Rule.Verdict service(Clues clues) {
        if (!clues.error().isEmpty())
            return new Rule.Verdict(
                    clues.found() + " A restart of it failed: " + Sentence.closed(clues.error())
                            + " Its log on the node says why (journalctl).",
                    0.7,
                    List.of(Action.SERVICE_RESTART));
        return new Rule.Verdict(
                clues.found() + Sentence.lastWord(clues) + " A restart often cures what failed once.",
                0.5,
                List.of(Action.SERVICE_RESTART));
    }

    /** Where it would go must be known, or there is nothing to offer. */
    private static Rule.Verdict backup(Clues clues, double confidence, String meaning) {
        var says = clues.found() + meaning + Sentence.lastWord(clues);
        var known = clues.sighting().detail() instanceof Backups made
                && made.storage().isPresent();
        return known
                ? new Rule.Verdict(says, confidence, List.of(Action.BACKUP_RUN))
                : Rule.nothingHelps(confidence, says);
    }
}
