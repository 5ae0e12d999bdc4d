package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.model.Approval;
import homelab.model.Finding;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Mode;
import homelab.model.Resource;
import homelab.model.Stage;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Much of a host that fell at once: one incident with one question, since the fault may be elsewhere. */
final class Storm {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int MANY = 3;
    private static final double MUCH = 0.3;
    /** However many more there are: so many do not fall by chance. */
    private static final int MUCH_ANYWHERE = 20;

    private Storm() {}

    static void form(Turn turn, Resource.Id host) {
        var fallen = fallenOn(turn, host);
        if (fallen.isEmpty()) return;
        var known = Groups.taking(turn, host, Trouble.STORM);
        // A root and its dependants count once.
        var roots =
                fallen.stream().filter(one -> Roots.rootOf(turn, one).isEmpty()).toList();
        if (known.isEmpty() && !isMuch(turn, host, roots)) return;
        var storm = known.orElseGet(() -> Groups.open(
                turn,
                host,
                Trouble.STORM,
                "fell at once",
                Groups.count(fallen) + " fell within " + WITHIN.toSeconds() + " s."));
        fallen.stream().filter(one -> mayJoin(one.stage())).forEach(one -> joinWithDependants(turn, one, storm));
    }

    /** The storm that this fall was one of, though its repair had begun: told there, and not for itself. */
    static Optional<Incident> around(Turn turn, Incident one) {
        return turn.open().stream()
                .filter(storm -> Groups.isGroup(storm) && storm.finding().trouble() == Trouble.STORM)
                .filter(storm -> storm.resource().id().equals(one.resource().fallsWith()))
                .filter(storm -> !one.openedAt().isBefore(storm.openedAt().minus(WITHIN))
                        && !one.openedAt().isAfter(storm.openedAt().plus(WITHIN)))
                .findFirst();
    }

    /** When the last of what fell at once is believed to have fallen: after 5 s of quiet, at latest after 30 s. */
    static Instant quietAt(Turn turn, Incident storm) {
        var lastFall = turn.joined(storm.id()).stream()
                .map(one -> one.finding().since())
                .max(Instant::compareTo)
                .orElse(storm.openedAt());
        var latest = storm.openedAt().plus(WITHIN);
        var quiet = lastFall.plus(QUIET);
        return quiet.isBefore(latest) ? quiet : latest;
    }

    /** What fell, how much of it and how fast, as it is known now. */
    static Finding told(Turn turn, Incident storm) {
        var members = turn.joined(storm.id());
        var falls = members.stream().map(one -> one.finding().since()).sorted().toList();
        var seconds = falls.isEmpty()
                ? 0
                : Duration.between(falls.getFirst(), falls.getLast()).toSeconds() + 1;
        var known = storm.finding();
        var says = Groups.count(members) + " on " + known.resource().name() + " stopped within " + seconds + " s";
        return new Finding(known.resource(), known.trouble(), known.severity(), says, known.since());
    }

    /** Others that fell on the same host a moment ago: a reason to look once more before doing anything. */
    static boolean severalFellJustNow(Turn turn, Incident incident) {
        var from = turn.now().minus(QUIET);
        var justNow = fallenOn(turn, incident.resource().fallsWith()).stream()
                .filter(one -> !one.finding().since().isBefore(from))
                .count();
        return justNow >= MANY;
    }

    private static List<Incident> fallenOn(Turn turn, Resource.Id host) {
        return turn.open().stream()
                .filter(one -> one.resource().fallsWith().equals(host))
                .filter(one -> counts(turn, one))
                .toList();
    }

    private static void joinWithDependants(Turn turn, Incident one, Incident storm) {
        turn.joined(one.id()).forEach(dependant -> Groups.join(turn, dependant, storm));
        Groups.join(turn, one, storm);
    }

    private static boolean isMuch(Turn turn, Resource.Id host, List<Incident> fallen) {
        if (fallen.size() < MANY) return false;
        if (fallen.size() >= MUCH_ANYWHERE) return true;
        var fellIds = fallen.stream().map(one -> one.resource().id()).toList();
        var othersRun = turn.snapshot().sightings().values().stream()
                .filter(one -> one.resource().kind() == Kind.CONTAINER
                        || one.resource().kind().isAGuest())
                .filter(one -> one.resource().fallsWith().equals(host))
                .filter(one ->
                        one.state().runs() && !fellIds.contains(one.resource().id()))
                .count();
        return fallen.size() >= MUCH * (othersRun + fallen.size());
    }

    /** Fell within the last half minute, and is down or unhealthy in this turn. What its owner refused does not count. */
    private static boolean counts(Turn turn, Incident one) {
        var wishes = one.resource().wishes();
        if (wishes.handsOff()
                || wishes.ceiling()
                        .filter(mode -> mode == Mode.OFF || mode == Mode.OBSERVE)
                        .isPresent()) return false;
        if (one.finding().since().isBefore(turn.now().minus(WITHIN))) return false;
        if (!(mayJoin(one.stage()) || one.stage() instanceof Stage.Acting)) return false;
        if (one.stage() instanceof Stage.HandsOff && !onlyWatched(turn, one)) return false;
        return one.finding().trouble().mayBeOfAStorm()
                && turn.judge(one.resource().id()) instanceof Verdict.Bad;
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
}
