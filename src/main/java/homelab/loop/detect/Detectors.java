package homelab.loop.detect;

import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.Finding;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;

/** Judges one resource by what was seen of it and what is remembered of it. */
public final class Detectors {
    /** An engine that is being restarted is away for a few seconds; nobody is told of that. */
    private static final Duration ENGINE_MAY_BE_AWAY = Duration.ofSeconds(30);

    private Detectors() {}

    /** @param troubled an incident about it is open; what hovers about a mark is not called well and ill by turns */
    public static Verdict judge(Snapshot snapshot, Resource.Id id, boolean troubled, Instant now) {
        var sighting = snapshot.sighting(id);
        if (sighting.isEmpty()) return new Verdict.Unseen();
        return switch (sighting.get().detail()) {
            case Detail.Engine ignored -> engine(sighting.get(), now);
            case Detail.Container container -> container(snapshot, sighting.get(), container, now);
            case Disk disk ->
                snapshot.canSee(sighting.get().resource())
                        ? DiskDetector.judge(sighting.get(), disk, snapshot.isLeftAlone(sighting.get()), troubled, now)
                        : new Verdict.Unseen();
        };
    }

    private static Verdict container(Snapshot snapshot, Sighting sighting, Detail.Container container, Instant now) {
        if (!snapshot.canSee(sighting.resource())) return new Verdict.Unseen();
        var hostBackAt = snapshot.sighting(sighting.resource().host())
                .map(Sighting::since)
                .orElse(now);
        var history = snapshot.history(sighting.resource().lineage())
                .filter(known -> known.id().equals(sighting.resource().id()));
        var judged = history.map(known -> new ContainerDetector(sighting, container, known, hostBackAt, now).judge())
                .orElseGet(Verdict.Well::new);
        return judged instanceof Verdict.Well ? NetworkDetector.judge(snapshot, sighting) : judged;
    }

    private static Verdict engine(Sighting sighting, Instant now) {
        if (sighting.unseen().isEmpty()) return new Verdict.Well();
        var tellAt = sighting.since().plus(ENGINE_MAY_BE_AWAY);
        var reason = sighting.unseen().get();
        if (now.isBefore(tellAt)) return new Verdict.NotYet(tellAt, reason);
        var says = "Docker on " + sighting.resource().name() + " can't be seen: " + reason;
        return new Verdict.Bad(
                new Finding(sighting.resource(), Trouble.ENGINE_UNSEEN, Severity.CRITICAL, says, sighting.since()));
    }
}
