package homelab.loop.detect;

import homelab.model.BackupServer;
import homelab.model.Backups;
import homelab.model.Certificate;
import homelab.model.Cluster;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.Finding;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Node;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Snapshots;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Judges one resource by what was seen of it and what is remembered of it. */
public final class Detectors {
    /** An engine that is being restarted is away for a few seconds; nobody is told of that. */
    private static final Duration ENGINE_MAY_BE_AWAY = Duration.ofSeconds(30);

    private static final Duration ITS_MACHINE_IS_LOOKED_AT = Duration.ofMinutes(2);

    /** A share whose server restarts is away for minutes. */
    private static final Duration STORAGE_MAY_BE_AWAY = Duration.ofMinutes(5);

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
            case Cluster cluster ->
                sighting.get().unseen().isPresent()
                        ? unseen(sighting.get(), "Proxmox ", now)
                        : ClusterDetector.judge(snapshot, sighting.get(), cluster);
            case BackupServer ignored -> backupServer(sighting.get(), now);
            case Node node ->
                snapshot.sighting(sighting.get().resource().host())
                                .filter(host -> host.unseen().isEmpty())
                                .isPresent()
                        ? ClusterDetector.judge(snapshot, sighting.get(), node, now)
                        : new Verdict.Unseen();
            case Guest guest ->
                seen(snapshot, sighting.get(), () -> GuestDetector.judge(snapshot, sighting.get(), guest, now));
            case Level level -> level(snapshot, sighting.get(), level, troubled, now);
            case Report report ->
                upkeep(
                        snapshot,
                        sighting.get(),
                        () -> upkeep(sighting.get(), now).of(report));
            case Certificate ends ->
                upkeep(
                        snapshot,
                        sighting.get(),
                        () -> upkeep(sighting.get(), now).of(ends));
            case Snapshots taken ->
                upkeep(
                        snapshot,
                        sighting.get(),
                        () -> upkeep(sighting.get(), now).of(taken));
            case Backups made ->
                upkeep(
                        snapshot,
                        sighting.get(),
                        () -> upkeep(sighting.get(), now).of(made));
        };
    }

    private static Verdict seen(Snapshot snapshot, Sighting sighting, Supplier<Verdict> judge) {
        return snapshot.canSee(sighting.resource()) ? judge.get() : new Verdict.Unseen();
    }

    private static Verdict upkeep(Snapshot snapshot, Sighting sighting, Supplier<Verdict> judge) {
        if (snapshot.isLeftAlone(sighting)) return new Verdict.AsItShouldBe("a person said to leave it", true);
        return seen(snapshot, sighting, judge);
    }

    private static UpkeepDetector upkeep(Sighting sighting, Instant now) {
        return new UpkeepDetector(sighting, now);
    }

    private static Verdict level(Snapshot snapshot, Sighting sighting, Level level, boolean troubled, Instant now) {
        var hostSeen = snapshot.sighting(sighting.resource().host())
                .filter(host -> host.unseen().isEmpty())
                .isPresent();
        if (hostSeen && sighting.unseen().isPresent() && sighting.resource().kind() == Kind.STORAGE)
            return inactive(sighting, now);
        return seen(
                snapshot,
                sighting,
                () -> LevelDetector.judge(sighting, level, snapshot.isLeftAlone(sighting), troubled, now));
    }

    /** Proxmox says that it cannot use it; how full it is, and what is on it, cannot be seen. */
    private static Verdict inactive(Sighting sighting, Instant now) {
        var tellAt = sighting.since().plus(STORAGE_MAY_BE_AWAY);
        var reason = sighting.unseen().orElse("");
        if (now.isBefore(tellAt)) return new Verdict.NotYet(tellAt, reason);
        return new Verdict.Bad(new Finding(
                sighting.resource(),
                Trouble.STORAGE_INACTIVE,
                Severity.WARNING,
                "Proxmox cannot use it: " + reason + ".",
                sighting.since()));
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
        return sighting.unseen().isEmpty() ? new Verdict.Well() : unseen(sighting, "Docker on ", now);
    }

    private static Verdict backupServer(Sighting sighting, Instant now) {
        return sighting.unseen().isEmpty() ? new Verdict.Well() : unseen(sighting, "The backup server ", now);
    }

    private static Verdict unseen(Sighting sighting, String what, Instant now) {
        // What it runs on may be the cause, and is seen to be away a little later.
        var onAnother = sighting.resource().dependsOn().stream().anyMatch(need -> need.when() == Dependency.When.ON);
        var tellAt = sighting.since().plus(onAnother ? ITS_MACHINE_IS_LOOKED_AT : ENGINE_MAY_BE_AWAY);
        var reason = sighting.unseen().orElse("");
        if (now.isBefore(tellAt)) return new Verdict.NotYet(tellAt, reason);
        var says = what + sighting.resource().name() + " can't be seen: " + reason;
        return new Verdict.Bad(
                new Finding(sighting.resource(), Trouble.ENGINE_UNSEEN, Severity.CRITICAL, says, sighting.since()));
    }
}
