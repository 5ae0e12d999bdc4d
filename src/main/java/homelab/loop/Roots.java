package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.model.Dependency;
import homelab.model.Incident;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.Trouble;
import homelab.model.Wishes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the incident that another one follows from: what it needs is down itself, however many lie between; or that has
 * the same cause, as have all who live in one network, or need what one person stopped.
 */
final class Roots {
    private Roots() {}

    static Optional<Incident> rootOf(Turn turn, Incident incident) {
        if (incident.order().isPresent() || Groups.isGroup(incident)) return Optional.empty();
        return rootOf(turn, incident, new HashSet<>())
                .filter(root -> !root.id().equals(incident.id()) && !Groups.isGroup(root))
                .or(() -> peerOf(turn, incident));
    }

    /** @param met on the way; what needs itself by way of others is met again, and the way ends before it */
    private static Optional<Incident> rootOf(Turn turn, Incident incident, Set<Incident.Id> met) {
        met.add(incident.id());
        return turn.open().stream()
                .filter(other -> !met.contains(other.id()))
                .filter(other -> follows(turn, incident, other))
                .filter(other -> turn.judge(other.resource().id()) instanceof Verdict.Bad)
                .findFirst()
                .map(other -> rootOf(turn, other, met).orElseGet(() -> top(turn, other)));
    }

    private static boolean follows(Turn turn, Incident one, Incident other) {
        return one.resource().needs(other.resource())
                || turn.snapshot()
                        .under(one.resource())
                        .contains(other.resource().id())
                || isMissingFrom(other, one)
                || BackupCause.isItsStorage(turn, one, other);
    }

    /** Nodes that are offline are what a quorum is lost by, and the loss of it tells of them. */
    private static boolean isMissingFrom(Incident quorum, Incident node) {
        return node.finding().trouble() == Trouble.NODE_OFFLINE
                && quorum.finding().trouble() == Trouble.QUORUM_LOST
                && quorum.resource().id().equals(node.resource().host());
    }

    /** The loss of the quorum that came after this node was missed. */
    static Optional<Incident> quorumLostSince(Turn turn, Incident node) {
        return turn.open().stream()
                .filter(other -> isMissingFrom(other, node)
                        && turn.judge(other.resource().id()) instanceof Verdict.Bad)
                .findFirst();
    }

    /** What it belongs to by now. */
    private static Incident top(Turn turn, Incident incident) {
        var top = incident;
        for (var steps = turn.open().size(); steps > 0 && top.stage() instanceof Stage.Joined joined; steps--) {
            var to = turn.open(joined.to());
            if (to.isEmpty()) break;
            top = to.get();
        }
        return top;
    }

    private static Optional<Incident> peerOf(Turn turn, Incident incident) {
        return turn.open().stream()
                .filter(other -> other.id().compareTo(incident.id()) < 0 && !Groups.isGroup(other))
                .filter(other -> other.order().isEmpty() && !(other.stage() instanceof Stage.Joined))
                .filter(other -> (lostOneNetwork(incident, other) && isOpenToOthers(other))
                        || needOneThatWasStopped(turn, incident, other)
                        || (BackupCause.isOne(turn, incident, other) && BackupCause.takes(other.stage())))
                .findFirst();
    }

    private static boolean lostOneNetwork(Incident one, Incident other) {
        var trouble = one.finding().trouble();
        return trouble.isOfANetwork()
                && trouble == other.finding().trouble()
                && one.resource().host().equals(other.resource().host())
                && one.resource().dependsOn().stream()
                        .filter(need -> need.when() == Dependency.When.NETWORK)
                        .anyMatch(other.resource().dependsOn()::contains);
    }

    /** What its owner wants treated in another way than the rest is no lead for the rest. */
    private static boolean isOpenToOthers(Incident lead) {
        var wishes = lead.resource().wishes();
        return isUndecided(lead.stage()) && !wishes.critical() && !hasItsOwnWay(wishes);
    }

    private static boolean hasItsOwnWay(Wishes wishes) {
        return wishes.handsOff() || wishes.protect() || wishes.ceiling().isPresent();
    }

    private static boolean isUndecided(Stage stage) {
        return switch (stage) {
            case Stage.Opened ignored -> true;
            case Stage.Gathering ignored -> true;
            case Stage.Consulting ignored -> true;
            case Stage.Deciding ignored -> true;
            case Stage.Waiting ignored -> true;
            case Stage.AwaitingApproval ignored -> false;
            case Stage.Acting ignored -> false;
            case Stage.Settling ignored -> false;
            case Stage.HandsOff ignored -> false;
            case Stage.Escalated ignored -> false;
            case Stage.Joined ignored -> false;
            case Stage.Resolved ignored -> false;
        };
    }

    /** True while the incident that this one joined still sees to it. */
    static boolean holds(Turn turn, Incident lead, Incident member) {
        if (follows(turn, member, lead)) return true;
        if (lostOneNetwork(member, lead))
            return member.finding().trouble() == Trouble.NETWORK_GONE
                    || isUndecided(lead.stage())
                    || Groups.plans(lead, member);
        return BackupCause.isOne(turn, member, lead)
                || stoppedNeed(turn, member.resource()).isPresent()
                || hasRoot(turn, lead, member);
    }

    private static boolean hasRoot(Turn turn, Incident lead, Incident member) {
        return rootOf(turn, member, new HashSet<>())
                .filter(root -> root.id().equals(lead.id()))
                .isPresent();
    }

    private static boolean needOneThatWasStopped(Turn turn, Incident one, Incident other) {
        var need = stoppedNeed(turn, one.resource());
        return need.isPresent() && need.equals(stoppedNeed(turn, other.resource()));
    }

    /** What it cannot do without and a person stopped. */
    static Optional<Resource> stoppedNeed(Turn turn, Resource resource) {
        return resource.dependsOn().stream()
                .filter(need -> need.when() != Dependency.When.COMPLETED)
                .flatMap(need -> turn.snapshot()
                        .on(resource.host())
                        .map(Sighting::resource)
                        .filter(one -> need.isMetBy(one) && !one.id().equals(resource.id())))
                .filter(one -> turn.judge(one.id()) instanceof Verdict.AsItShouldBe fine && fine.byPerson())
                .findFirst();
    }
}
