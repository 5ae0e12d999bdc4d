package homelab.loop.detect;

import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Finding;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Trouble;
import java.util.Optional;

/**
 * Judges what runs in another container's network ({@code network_mode: container:…}). A network ends with the run of its
 * owner: who lived in it runs on without one, and Docker says nothing of it.
 */
final class NetworkDetector {
    private NetworkDetector() {}

    static Verdict judge(Snapshot snapshot, Sighting follower) {
        if (!follower.state().runs()) return new Verdict.Well();
        return follower.resource().dependsOn().stream()
                .filter(need -> need.when() == Dependency.When.NETWORK)
                .findFirst()
                .map(need -> owner(snapshot, follower, need)
                        .map(owner -> judge(follower, owner))
                        .orElseGet(() -> gone(follower)))
                .orElseGet(Verdict.Well::new);
    }

    private static Optional<Sighting> owner(Snapshot snapshot, Sighting follower, Dependency need) {
        return snapshot.on(follower.resource().host())
                .filter(one -> need.isMetBy(one.resource()))
                .findFirst();
    }

    private static Verdict gone(Sighting follower) {
        return bad(
                follower,
                Trouble.NETWORK_GONE,
                "It runs in the network of a container that no longer exists, so it has none.",
                follower);
    }

    /** Both start times are by the engine's clock. What was so when it was first seen is let be. */
    private static Verdict judge(Sighting follower, Sighting owner) {
        if (!(follower.detail() instanceof Detail.Container own) || !(owner.detail() instanceof Detail.Container other))
            return new Verdict.Well();
        var lost = owner.state().runs()
                && own.startedAt().isPresent()
                && other.startedAt().filter(own.startedAt().get()::isBefore).isPresent()
                && follower.since().isBefore(owner.since());
        if (!lost) return new Verdict.Well();
        return bad(
                follower,
                Trouble.NETWORK_LOST,
                owner.resource().name() + ", in whose network it runs, was started anew since, so it has none.",
                owner);
    }

    private static Verdict bad(Sighting follower, Trouble trouble, String says, Sighting since) {
        var severity = follower.resource().wishes().critical() ? Severity.CRITICAL : Severity.WARNING;
        return new Verdict.Bad(new Finding(follower.resource(), trouble, severity, says, since.since()));
    }
}
