package homelab.loop.detect;

import homelab.model.Cluster;
import homelab.model.Finding;
import homelab.model.Kind;
import homelab.model.Names;
import homelab.model.Node;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Judges a cluster as a whole, and each of its nodes by the word of the others. */
final class ClusterDetector {
    /** A restart of the cluster's own service looks like the loss of a node. */
    private static final Duration NODE_MAY_RESTART = Duration.ofSeconds(60);

    /** Its web server starts anew when its certificate is renewed or it is updated. */
    private static final Duration NODE_MAY_BE_SILENT = Duration.ofMinutes(5);

    private static final int MOST_NAMES = 10;

    private ClusterDetector() {}

    static Verdict judge(Snapshot snapshot, Sighting sighting, Cluster cluster) {
        if (cluster.quorate())
            return cluster.hidden()
                    .map(which -> bad(sighting, Trouble.REPORTED, Severity.WARNING, which))
                    .or(() -> cluster.failed().map(what -> bad(sighting, Trouble.TASK_FAILED, Severity.WARNING, what)))
                    .orElseGet(Verdict.Well::new);
        var missing = on(
                snapshot,
                sighting,
                one -> one.resource().kind() == Kind.NODE && one.state().isDown());
        var left = missing.isEmpty()
                ? "Too few of its " + cluster.nodes() + " nodes see each other to decide anything"
                : "Only " + cluster.online() + " of " + cluster.nodes() + " nodes "
                        + (cluster.online() == 1 ? "is" : "are") + " left, without " + Names.of(missing, MOST_NAMES)
                        + ": too few to decide anything";
        return bad(sighting, Trouble.QUORUM_LOST, Severity.CRITICAL, left + ", so nothing can be started or changed.");
    }

    static Verdict judge(Snapshot snapshot, Sighting sighting, Node node, Instant now) {
        if (snapshot.isLeftAlone(sighting)) return new Verdict.AsItShouldBe("a person said to leave it", true);
        if (sighting.unseen().isPresent()) return silent(sighting, now);
        if (!sighting.state().isDown()) return new Verdict.Well();
        var tellAt = sighting.since().plus(NODE_MAY_RESTART);
        if (now.isBefore(tellAt)) return new Verdict.NotYet(tellAt, "it may be starting anew");
        // It may be back since the last look.
        if (sighting.at().isBefore(tellAt)) return new Verdict.NotYet(now.plusSeconds(5), "it is looked at once more");
        var guests = on(
                snapshot,
                sighting,
                one -> one.resource().kind().isAGuest()
                        && one.resource().runsOn().equals(sighting.resource().id()));
        var says = guests.isEmpty()
                ? "No guest is on it."
                : "How its guests are can't be seen: "
                        + (guests.size() > MOST_NAMES ? Names.of(guests, MOST_NAMES) : String.join(", ", guests)) + ".";
        return bad(
                sighting,
                Trouble.NODE_OFFLINE,
                Severity.CRITICAL,
                "The other nodes do not hear of " + node.name() + " any more. " + says);
    }

    /** The others hear of it, and what is asked about it gets no answer. */
    private static Verdict silent(Sighting sighting, Instant now) {
        var tellAt = sighting.since().plus(NODE_MAY_BE_SILENT);
        var why = sighting.unseen().orElse("");
        if (now.isBefore(tellAt)) return new Verdict.NotYet(tellAt, why);
        return bad(
                sighting,
                Trouble.ENGINE_UNSEEN,
                Severity.WARNING,
                "The other nodes hear of " + sighting.resource().name() + ", but it can't be looked at: " + why);
    }

    private static List<String> on(Snapshot snapshot, Sighting one, Predicate<Sighting> which) {
        return snapshot.on(one.resource().host())
                .filter(which)
                .map(Sighting::resource)
                .map(Resource::name)
                .sorted()
                .toList();
    }

    private static Verdict bad(Sighting sighting, Trouble trouble, Severity severity, String says) {
        return new Verdict.Bad(new Finding(sighting.resource(), trouble, severity, says, sighting.since()));
    }
}
