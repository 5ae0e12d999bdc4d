package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.loop.observe.Observing;
import homelab.loop.observe.Self;
import homelab.model.Action;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.Expectation;
import homelab.model.Finding;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Stage;
import homelab.model.Stage.StepRun;
import homelab.model.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes looks into the turn, judges what they touched, and opens incidents for what is wrong. */
final class Watching {
    private Watching() {}

    static void take(Turn turn, Look look, Self self) {
        var before = turn.snapshot();
        var seen = Observing.fold(before, look, history -> whose(turn, history), self);
        turn.see(seen.snapshot(), seen.remembered(), seen.forgotten());
        var events = look.observations().stream().anyMatch(Observation.Event.class::isInstance);
        look.cursor().ifPresent(cursor -> turn.resumeFrom(look.host(), cursor, events));
        look.observations().forEach(one -> clearTriesIfStartedBySomebody(turn, before, one));
        seen.gone().forEach(id -> turn.judgeAgain(id, Optional.empty()));
        closeGone(turn, look, seen.gone());
        seen.touched().forEach(id -> noteWhatChanged(turn, before, id, look));
        seen.touched().forEach(id -> judge(turn, id));
        seen.touched().forEach(id -> thinkAgainOfDisk(turn, before, id));
        Stream.concat(seen.touched().stream(), seen.gone().stream())
                .flatMap(id -> inItsNetwork(turn, before, id))
                .distinct()
                .forEach(id -> judge(turn, id));
    }

    /** A person was told of a disk when nothing harmless was left on it; what has come up since needs nobody. */
    private static void thinkAgainOfDisk(Turn turn, Snapshot before, Resource.Id id) {
        if (!(turn.snapshot().sighting(id).map(Sighting::detail).orElse(null) instanceof Disk disk)) return;
        var listedAnew = before.sighting(id)
                .filter(was -> was.detail() instanceof Disk old
                        && !old.contents().at().equals(disk.contents().at()))
                .isPresent();
        if (!listedAnew || !Cleaning.hasHarmless(disk, turn.now())) return;
        turn.open().stream()
                .filter(one -> one.resource().id().equals(id) && one.stage() instanceof Stage.Escalated)
                .forEach(one -> turn.save(Stages.gather(turn, one)));
    }

    /** What happens to the owner of a network is felt by all who live in it. */
    private static Stream<Resource.Id> inItsNetwork(Turn turn, Snapshot before, Resource.Id id) {
        return turn.snapshot().sighting(id).or(() -> before.sighting(id)).stream()
                .map(Sighting::resource)
                .flatMap(owner -> turn.snapshot()
                        .on(owner.host())
                        .map(Sighting::resource)
                        .filter(one -> one.dependsOn().stream()
                                .anyMatch(need -> need.when() == Dependency.When.NETWORK && need.isMetBy(owner))))
                .map(Resource::id);
    }

    private static void noteWhatChanged(Turn turn, Snapshot before, Resource.Id id, Look look) {
        var was = before.sighting(id).map(Sighting::shown);
        turn.snapshot()
                .sighting(id)
                .filter(now -> was.filter(now.shown()::equals).isEmpty())
                .ifPresent(now -> turn.became(now.resource(), new Sighting.Change(look.at(), now.shown())));
    }

    /** Judges what asked to be judged again by now. */
    static void judgeDue(Turn turn) {
        turn.pending().entrySet().stream()
                .filter(one -> !turn.now().isBefore(one.getValue()))
                .toList()
                .forEach(one -> judge(turn, one.getKey()));
    }

    private static void judge(Turn turn, Resource.Id id) {
        var verdict = turn.judge(id);
        turn.judgeAgain(id, verdict instanceof Verdict.NotYet notYet ? Optional.of(notYet.until()) : Optional.empty());
        if (verdict instanceof Verdict.Bad bad) meet(turn, bad.finding());
    }

    private static void meet(Turn turn, Finding finding) {
        var known = turn.open().stream()
                .filter(one ->
                        one.resource().lineage().equals(finding.resource().lineage()))
                .filter(one -> one.resource().kind() == finding.resource().kind() && !Groups.isGroup(one))
                .filter(one -> one.order().isEmpty())
                .findFirst();
        if (known.isEmpty()) {
            turn.openIncident(Title.of(finding, turn.nameOf(finding.resource())), finding);
            return;
        }
        var incident = known.get();
        if (incident.finding().equals(finding)) return;
        var another = incident.finding().trouble() != finding.trouble();
        var told = another ? incident.saying(turn.now(), finding.says()) : incident;
        var renewed = told.with(finding);
        if ((another || isNearlyFullNow(incident, finding)) && isThoughtOverAnew(incident.stage()))
            turn.save(Stages.gather(turn, renewed.answered(Optional.empty())));
        else turn.save(fellAgain(incident, finding) ? Stages.gather(turn, renewed) : renewed);
    }

    /**
     * It came to this once more while the incident waited. What was found out about the time before, perhaps while it
     * ran in between, does not tell why.
     */
    private static boolean fellAgain(Incident incident, Finding finding) {
        return incident.stage() instanceof Stage.Waiting
                && incident.approval().isEmpty()
                && finding.since().isAfter(incident.finding().since());
    }

    /** What was said of a disk that was filling does not do for one that may be full any moment. */
    private static boolean isNearlyFullNow(Incident incident, Finding finding) {
        return finding.trouble() == Trouble.DISK_FILLING
                && incident.finding().severity() != Severity.CRITICAL
                && finding.severity() == Severity.CRITICAL
                && !Words.wasDenied(incident);
    }

    /** Another trouble wants another remedy, and a question about the earlier one falls. What has begun finishes first. */
    private static boolean isThoughtOverAnew(Stage stage) {
        return switch (stage) {
            case Stage.Opened ignored -> false;
            case Stage.Gathering ignored -> false;
            case Stage.Consulting ignored -> true;
            case Stage.Deciding ignored -> true;
            case Stage.Waiting ignored -> true;
            case Stage.AwaitingApproval ignored -> true;
            case Stage.HandsOff ignored -> true;
            case Stage.Escalated ignored -> true;
            case Stage.Acting ignored -> false;
            case Stage.Settling ignored -> false;
            case Stage.Joined ignored -> false;
            case Stage.Resolved ignored -> false;
        };
    }

    /**
     * Who is behind a signal that reaches this container: a restart of ours kills before it starts. Its kill may be told
     * after its answer, so what runs as it did before the call is still being stopped by us.
     */
    private static History.Whose whose(Turn turn, History known) {
        return sentTo(turn, known.id())
                .filter(run -> run.step().action() == Action.CONTAINER_RESTART)
                .flatMap(run -> switch (run.progress()) {
                    case SENT ->
                        Stream.of(
                                turn.isInFlight(run.intent().orElseThrow())
                                        ? History.Whose.OURS
                                        : History.Whose.PERHAPS_OURS);
                    case DONE ->
                        run.intent().orElseThrow().startedBefore().equals(known.run())
                                ? Stream.of(History.Whose.OURS)
                                : Stream.<History.Whose>empty();
                    case PENDING, SKIPPED, NOT_BEGUN, FAILED -> Stream.<History.Whose>empty();
                })
                .findFirst()
                .orElse(History.Whose.A_PERSON);
    }

    private static Stream<StepRun> sentTo(Turn turn, Resource.Id id) {
        return turn.open().stream()
                .flatMap(one -> switch (one.stage()) {
                    case Stage.Acting acting -> acting.runs().stream();
                    case Stage.Settling settling -> settling.runs().stream();
                    default -> Stream.<StepRun>empty();
                })
                .filter(run -> run.intent().isPresent() && run.step().target().equals(id));
    }

    /** A start that neither we nor Docker made is somebody's word that it should run. */
    private static void clearTriesIfStartedBySomebody(Turn turn, Snapshot before, Observation observation) {
        if (!(observation instanceof Observation.Health health)
                || !(health.detail() instanceof Detail.Container container)) return;
        var seen = turn.snapshot().sighting(health.about());
        if (seen.isEmpty()) return;
        var lineage = seen.get().resource().lineage();
        var was = before.history(lineage);
        turn.snapshot()
                .history(lineage)
                .filter(known -> !known.tries().isEmpty())
                .filter(known ->
                        was.filter(old -> old.run().equals(known.run())).isEmpty())
                .filter(known -> !startedByDocker(container, was))
                .filter(known -> sentTo(turn, health.about()).findAny().isEmpty())
                .ifPresent(known -> turn.remember(known.tried(List.of())));
    }

    /** Its policy counts the restarts that it makes; an engine that comes back begins to count anew. */
    private static boolean startedByDocker(Detail.Container container, Optional<History> was) {
        if (container.policy().name() == Detail.RestartPolicy.Name.NO) return false;
        return container.restartCount() > 0
                || was.flatMap(History::expectation)
                        .filter(word -> word.word() == Expectation.Word.RAN_BEFORE_THE_ENGINE_FELL)
                        .isPresent();
    }

    private static void closeGone(Turn turn, Look look, Set<Resource.Id> gone) {
        turn.open().stream()
                .filter(one -> !one.resource().kind().isAHost())
                .filter(one -> one.resource().host().equals(look.host()))
                .filter(one -> isGone(turn, one, look, gone))
                .forEach(one -> Closing.gone(turn, one));
    }

    private static boolean isGone(Turn turn, Incident incident, Look look, Set<Resource.Id> gone) {
        var id = incident.resource().id();
        var recreated =
                turn.history(incident).filter(known -> !known.id().equals(id)).isPresent();
        return gone.contains(id)
                || recreated
                || (isListed(incident.resource().kind())
                        && look.present()
                                .filter(present -> !present.contains(id))
                                .isPresent());
    }

    /** What stands in each full look. Other parts are asked in turn, so after a start they are merely not seen yet. */
    private static boolean isListed(Kind kind) {
        return kind == Kind.CONTAINER || kind == Kind.NODE || kind.isAGuest();
    }
}
