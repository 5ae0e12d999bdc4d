package homelab.loop.diagnose;

import homelab.model.Action;
import homelab.model.Kind;
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
        var behind = switch (clues.sighting().resource().kind()) {
            case HOST -> "containers; they may well be running.";
            case BACKUP_SERVER -> "backups; none can be made there while it is down.";
            default -> "guests; they may well be running.";
        };
        return Rule.nothingHelps(0.9, Sentence.closed(clues.found()) + " This says nothing about its " + behind);
    }

    private static Rule.Verdict storm(Clues clues) {
        if (clues.sighting().resource().kind() == Kind.NODE)
            return new Rule.Verdict(
                    Sentence.closed(clues.found())
                            + " So many at once point to the node or its storage rather than to each of them.",
                    0.5,
                    List.of(Action.GUEST_START));
        return Rule.startMayHelp(
                0.5,
                Sentence.closed(clues.found())
                        + " So many at once point to the host, its storage or its network rather than to each of them.");
    }
}
