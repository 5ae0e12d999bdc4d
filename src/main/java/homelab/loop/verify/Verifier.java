package homelab.loop.verify;

import homelab.model.Action;
import homelab.model.BackupServer;
import homelab.model.Backups;
import homelab.model.Certificate;
import homelab.model.Cluster;
import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.Guest;
import homelab.model.Intent;
import homelab.model.Level;
import homelab.model.Node;
import homelab.model.Outcome;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Snapshots;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges a step by fresh looks over the settle time. That the command was accepted says nothing. */
public final class Verifier {
    private static final Duration HEALTHY_FOR = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration UNSEEN_AT_MOST = Duration.ofMinutes(10);

    private final Duration settle;

    /** @param settle how long what has no health check must run */
    public Verifier(Duration settle) {
        this.settle = settle;
    }

    /**
     * Whether it can be said now.
     *
     * @param host what the target runs on
     * @param since when the step's call was answered, or seen to have worked
     */
    public Watch judge(Intent intent, Resource.Id host, Snapshot snapshot, Instant since, Instant now) {
        if (intent.step().on().isEmpty() && snapshot.isGone(intent.step().target(), host))
            return over(new Outcome.Unknown("it was removed meanwhile"));
        var seen = snapshot.sighting(intent.step().subject());
        if (seen.filter(target -> snapshot.canSee(target.resource())).isEmpty())
            return unseen(unseenSince(seen, host, snapshot, since, now), now);
        var target = seen.get();
        return switch (target.detail()) {
            case Detail.Container container -> contained(intent, target, container, since, now);
            case Disk disk -> cleaned(intent, target, disk, since, now);
            case Guest guest -> new GuestVerifier(settle).judge(intent, target, guest, since, now);
            case Report report -> new UpkeepVerifier(settle).judge(target, report, since, now);
            case Backups backups -> new UpkeepVerifier(settle).judge(target, backups, since, now);
            case Detail.Engine ignored -> nothingToSee();
            case Cluster ignored -> nothingToSee();
            case BackupServer ignored -> nothingToSee();
            case Node ignored -> nothingToSee();
            case Level ignored -> nothingToSee();
            case Certificate ignored -> nothingToSee();
            case Snapshots ignored -> nothingToSee();
        };
    }

    private static Watch nothingToSee() {
        return over(new Outcome.Unknown("nothing can be done to it, so nothing can be seen of it"));
    }

    private Watch contained(Intent intent, Sighting target, Detail.Container container, Instant since, Instant now) {
        var unpaused = intent.step().action() == Action.CONTAINER_UNPAUSE;
        if (unpaused && target.state() == State.PAUSED)
            return now.isBefore(since.plus(settle))
                    ? new Watch.Until(since.plus(settle))
                    : over(new Outcome.Unchanged("it is still paused"));
        if (!unpaused && container.startedAt().equals(intent.startedBefore()))
            return now.isBefore(since.plus(settle))
                    ? new Watch.Until(since.plus(settle))
                    : over(new Outcome.Unchanged("it did not start"));
        return switch (target.state()) {
            case STOPPED, DEAD, CREATED -> over(fell(intent, container));
            case RESTARTING -> over(new Outcome.Unchanged("it ended again, and Docker's own policy restarts it"));
            case UNHEALTHY -> over(new Outcome.Unchanged("its health check still fails" + output(container)));
            case STARTING -> starting(container, since, now);
            case PAUSED ->
                now.isBefore(since.plus(UNSEEN_AT_MOST))
                        ? new Watch.Until(since.plus(UNSEEN_AT_MOST))
                        : over(new Outcome.Unknown("it is paused"));
            case RUNNING -> running(target, container, since, now);
            case UNSEEN -> unseen(since, now);
        };
    }

    /** Measured and listed anew, both after the settle time: what was removed may still be being freed, or fill again. */
    private Watch cleaned(Intent intent, Sighting target, Disk disk, Instant since, Instant now) {
        var due = since.plus(settle);
        if (now.isBefore(due)) return new Watch.Until(due);
        if (target.at().isBefore(due) || disk.contents().at().isBefore(due))
            return now.isBefore(due.plus(UNSEEN_AT_MOST))
                    ? new Watch.Until(due)
                    : over(new Outcome.Unknown(
                            "the disk could not be looked at for " + UNSEEN_AT_MOST.toMinutes() + " min"));
        var after = disk.fullness();
        if (after.isEmpty()) return over(new Outcome.Unknown("how full the disk is can't be seen any more"));
        var words = Freed.words(intent.fullBefore(), after.get());
        return over(disk.isOverClear() ? new Outcome.Unchanged(words) : new Outcome.Recovered(words));
    }

    private Watch running(Sighting target, Detail.Container container, Instant since, Instant now) {
        var from = target.since().isAfter(since) ? target.since() : since;
        var due = container.health().isPresent() ? target.since().plus(HEALTHY_FOR) : from.plus(settle);
        if (now.isBefore(due) || target.at().isBefore(due)) return new Watch.Until(due);
        var words = container.health().isPresent()
                ? "its health check has passed for " + HEALTHY_FOR.toSeconds() + " s"
                : "it has run for " + settle.toSeconds() + " s";
        return over(new Outcome.Recovered(words));
    }

    private static Watch starting(Detail.Container container, Instant since, Instant now) {
        var longest = container
                .health()
                .map(Detail.HealthCheck::longestStart)
                .orElse(Duration.ZERO)
                .plus(GRACE);
        var limit = since.plus(longest);
        if (now.isBefore(limit)) return new Watch.Until(limit);
        return over(new Outcome.Unchanged("its health check has not passed within " + longest.toSeconds() + " s"));
    }

    /** Not before this process could have looked: what was not looked at yet has not been unseen for long. */
    private static Instant unseenSince(
            Optional<Sighting> target, Resource.Id host, Snapshot snapshot, Instant since, Instant now) {
        var hostUnseen = snapshot.sighting(host).filter(one -> one.unseen().isPresent());
        var from = hostUnseen
                .or(() -> target.filter(one -> one.unseen().isPresent()))
                .map(Sighting::since)
                .orElse(now);
        return from.isAfter(since) ? from : since;
    }

    private static Watch unseen(Instant since, Instant now) {
        var limit = since.plus(UNSEEN_AT_MOST);
        return now.isBefore(limit)
                ? new Watch.Until(limit)
                : over(new Outcome.Unknown("it could not be seen for " + UNSEEN_AT_MOST.toMinutes() + " min"));
    }

    private static Outcome fell(Intent intent, Detail.Container container) {
        var after = container
                .startedAt()
                .flatMap(start -> container.finishedAt().map(end -> Duration.between(start, end)))
                .filter(Duration::isPositive)
                .map(ran -> " after " + ran.toSeconds() + " s")
                .orElse("");
        var words = "it ended again with exit code " + container.exitCode() + after;
        var ranBefore = intent.stateBefore().runs();
        return ranBefore ? new Outcome.Worsened(words) : new Outcome.Unchanged(words);
    }

    private static String output(Detail.Container container) {
        return Optional.of(container.health().map(Detail.HealthCheck::output).orElse(""))
                .filter(text -> !text.isBlank())
                .map(text -> ": " + text)
                .orElse("");
    }

    private static Watch over(Outcome outcome) {
        return new Watch.Over(outcome);
    }
}
