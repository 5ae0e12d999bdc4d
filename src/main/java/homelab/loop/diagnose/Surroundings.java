package homelab.loop.diagnose;

import homelab.model.Action;
import homelab.model.Kind;
import homelab.model.Text;
import homelab.model.Trouble;
import java.util.List;

/** What befell the host, or was said by a person, rather than one container. */
final class Surroundings {
    private Surroundings() {}

    static final List<Rule> RULES = List.of(
            new Rule("engine-unseen", c -> c.is(Trouble.ENGINE_UNSEEN), Surroundings::engineUnseen),
            new Rule("storm", c -> c.is(Trouble.STORM), Surroundings::storm),
            new Rule(
                    "ordered",
                    c -> c.is(Trouble.ORDERED),
                    c -> Rule.nothingHelps(1, c.found() + " Nothing is known to be wrong.")));

    private static Rule.Verdict engineUnseen(Clues clues) {
        if (clues.sighting().resource().kind() == Kind.CLUSTER)
            return Rule.nothingHelps(
                    0.9,
                    "Proxmox cannot be seen: "
                            + Sentence.closed(
                                    Text.harmless(clues.sighting().unseen().orElse("")))
                            + " This says nothing about its guests; they may well be running.");
        if (clues.sighting().resource().kind() == Kind.BACKUP_SERVER)
            return Rule.nothingHelps(
                    0.9,
                    "The backup server cannot be seen: "
                            + Sentence.closed(
                                    Text.harmless(clues.sighting().unseen().orElse("")))
                            + " This says nothing about the backups on it, and none can be made there if it is down.");
        var why = clues.sighting()
                .unseen()
                .map(said -> "The engine cannot be seen: " + Sentence.closed(Text.harmless(said)))
                .orElse(clues.found());
        return Rule.nothingHelps(0.9, why + " This says nothing about its containers; they may well be running.");
    }

    private static Rule.Verdict storm(Clues clues) {
        if (clues.sighting().resource().kind() == Kind.NODE)
            return new Rule.Verdict(
                    clues.found() + " So many at once point to the node or its storage rather than to each of them.",
                    0.5,
                    List.of(Action.GUEST_START));
        return Rule.startMayHelp(
                0.5,
                clues.found()
                        + " So many at once point to the host, its storage or its network rather than to each of them.");
    }
}
