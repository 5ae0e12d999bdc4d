package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.model.Approval;
import homelab.model.Finding;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Mode;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Stage;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts incidents with one cause under one: what fell at once on a host, and what fell with its engine. */
final class Groups {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int MANY = 3;
    private static final double MUCH = 0.3;

    private Groups() {}

    static boolean isGroup(Incident incident) {
        return incident.resource().kind() == Kind.HOST
                && (incident.finding().trouble() == Trouble.STORM
                        || incident.finding().trouble() == Trouble.FELL_WITH_ENGINE);
    }

    static Optional<Incident> open(Turn turn, Resource.Id host, Trouble trouble) {
        return turn.open().stream()
                .filter(one -> isGroup(one) && one.finding().trouble() == trouble)
                .filter(one -> one.resource().id().equals(host))
                .findFirst();
    }

    /** When the last of what fell at once is believed to have fallen: after 5 s of quiet, at latest after 30 s. */
    static Instant quietAt(Turn turn, Incident group) {
        var lastFall = turn.joined(group.id()).stream()
                .map(one -> one.finding().since())
                .max(Instant::compareTo)
                .orElse(group.openedAt());
        var latest = group.openedAt().plus(WITHIN);
        var quiet = lastFall.plus(QUIET);
        return quiet.isBefore(latest) ? quiet : latest;
    }

    /** What fell, how much of it and how fast, as it is known now. */
    static Finding told(Turn turn, Incident storm) {
        var falls = turn.joined(storm.id()).stream()
                .map(one -> one.finding().since())
                .sorted()
                .toList();
        var seconds = falls.isEmpty()
                ? 0
                : Duration.between(falls.getFirst(), falls.getLast()).toSeconds() + 1;
        var known = storm.finding();
        var says = falls.size() + " containers on " + known.resource().name() + " stopped within " + seconds + " s";
        return new Finding(known.resource(), known.trouble(), known.severity(), says, known.since());
    }

    static void form(Turn turn) {
        turn.open().stream().map(one -> one.resource().host()).distinct().forEach(host -> {
            fallenWithEngine(turn, host);
            storm(turn, host);
        });
    }

    private static void storm(Turn turn, Resource.Id host) {
        var fallen = turn.open().stream()
                .filter(one -> one.resource().host().equals(host))
                .filter(one -> counts(turn, one))
                .toList();
        if (fallen.isEmpty()) return;
        var known = open(turn, host, Trouble.STORM);
        // A root and its dependants count once.
        var roots =
                fallen.stream().filter(one -> Roots.rootOf(turn, one).isEmpty()).toList();
        if (known.isEmpty() && !isMuch(turn, host, roots)) return;
        var storm = known.orElseGet(() -> openGroup(
                turn,
                host,
                Trouble.STORM,
                "fell at once",
                fallen.size() + " things fell within " + WITHIN.toSeconds() + " s."));
        fallen.stream().filter(one -> mayJoin(one.stage())).forEach(one -> joinWithDependants(turn, one, storm));
    }

    private static void joinWithDependants(Turn turn, Incident one, Incident storm) {
        turn.joined(one.id()).forEach(dependant -> join(turn, dependant, storm));
        join(turn, one, storm);
    }

    private static boolean isMuch(Turn turn, Resource.Id host, List<Incident> fallen) {
        if (fallen.size() < MANY) return false;
        var fellIds = fallen.stream().map(one -> one.resource().id()).toList();
        var othersRun = turn.snapshot()
                .on(host)
                .filter(one ->
                        one.state().runs() && !fellIds.contains(one.resource().id()))
                .count();
        return fallen.size() >= MUCH * (othersRun + fallen.size());
    }

    /** Fell within the last half minute, and is down or unhealthy in this turn. What its owner refused does not count. */
    private static boolean counts(Turn turn, Incident one) {
        var wishes = one.resource().wishes();
        if (wishes.handsOff()
                || wishes.ceiling().filter(mode -> mode == Mode.OFF).isPresent()) return false;
        if (one.finding().since().isBefore(turn.now().minus(WITHIN))) return false;
        if (!(mayJoin(one.stage()) || one.stage() instanceof Stage.Acting)) return false;
        if (one.stage() instanceof Stage.HandsOff && !onlyWatched(turn, one)) return false;
        return switch (one.finding().trouble()) {
            case CRASHED, OUT_OF_MEMORY, UNHEALTHY, DOWN_UNEXPLAINED ->
                turn.judge(one.resource().id()) instanceof Verdict.Bad;
            case RESTART_LOOP, JOB_FAILED, FELL_WITH_ENGINE, STORM, ENGINE_UNSEEN, ORDERED -> false;
        };
    }

    /** Left because the agent only watches, as opposed to: because somebody wanted it left. */
    private static boolean onlyWatched(Turn turn, Incident one) {
        return !turn.ceiling().heal()
                && one.approval().filter(Approval.Denied.class::isInstance).isEmpty();
    }

    /** What has begun finishes first. What stays as it is by a person's word is left out. */
    private static boolean mayJoin(Stage stage) {
        return switch (stage) {
            case Stage.Opened ignored -> true;
            case Stage.Gathering ignored -> true;
            case Stage.Consulting ignored -> true;
            case Stage.Deciding ignored -> true;
            case Stage.Waiting ignored -> true;
            case Stage.AwaitingApproval ignored -> true;
            case Stage.HandsOff ignored -> true;
            case Stage.Acting ignored -> false;
            case Stage.Settling ignored -> false;
            case Stage.Escalated ignored -> false;
            case Stage.Joined ignored -> false;
            case Stage.Resolved ignored -> false;
        };
    }

    private static void fallenWithEngine(Turn turn, Resource.Id host) {
        var fallen = turn.open().stream()
                .filter(one -> one.resource().host().equals(host) && !isGroup(one))
                .filter(one -> one.finding().trouble() == Trouble.FELL_WITH_ENGINE)
                .filter(one -> one.stage() instanceof Stage.Opened && !needsItsOwnWord(one.resource()))
                .toList();
        if (fallen.isEmpty()) return;
        var group = open(turn, host, Trouble.FELL_WITH_ENGINE)
                .orElseGet(() -> openGroup(
                        turn,
                        host,
                        Trouble.FELL_WITH_ENGINE,
                        "did not come back with Docker",
                        fallen.size() + " things ran when Docker went away, and Docker did not start them again."));
        fallen.forEach(one -> join(turn, one, group));
    }

    private static boolean needsItsOwnWord(Resource resource) {
        var wishes = resource.wishes();
        return wishes.handsOff()
                || wishes.protect()
                || wishes.ceiling().filter(mode -> mode != Mode.AUTO).isPresent();
    }

    private static Incident openGroup(Turn turn, Resource.Id host, Trouble trouble, String verb, String says) {
        var resource = turn.snapshot().sighting(host).orElseThrow().resource();
        var finding = new Finding(resource, trouble, Severity.CRITICAL, says, turn.now());
        return turn.openIncident("Much of " + resource.name() + " " + verb, finding);
    }

    private static void join(Turn turn, Incident one, Incident group) {
        turn.save(one.at(new Stage.Joined(group.id())).saying(turn.now(), "It belongs to " + group.id() + "."));
    }

    /** Others that fell on the same host a moment ago: a reason to look once more before doing anything. */
    static boolean severalFellJustNow(Turn turn, Incident incident) {
        var justNow = new ArrayList<Incident>(turn.open());
        justNow.removeIf(
                one -> !one.resource().host().equals(incident.resource().host())
                        || one.finding().since().isBefore(turn.now().minus(QUIET))
                        || !counts(turn, one));
        return justNow.size() >= MANY;
    }
}
