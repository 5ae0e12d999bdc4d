package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.model.Attempt;
import homelab.model.Detail;
import homelab.model.Incident;
import homelab.model.Outcome;
import homelab.model.Resolution;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ends incidents whose trouble is over without a step of ours being watched. */
final class Closing {
    /** What came and went this often within the half hour is not believed at once. */
    private static final int FLAPS = 3;

    private static final Duration AFTER_FLAPPING = Duration.ofMinutes(10);

    private static final Duration A_CALL_TAKES = Duration.ofMinutes(1);

    private final Duration settle;

    Closing(Rooms rooms) {
        this.settle = rooms.settle();
    }

    Optional<Incident> tryToClose(Turn turn, Incident incident) {
        if (!mayEndByItself(incident.stage()) || incident.order().isPresent()) return Optional.empty();
        if (Groups.isGroup(incident)) return group(turn, incident);
        if (isBeingSeenTo(turn, incident)) return Optional.empty();
        return switch (turn.judge(incident.resource().id())) {
            case Verdict.AsItShouldBe fine ->
                Optional.of(resolve(
                        turn,
                        incident,
                        fine.byPerson() ? Resolution.BY_PERSON : Resolution.BY_ITSELF,
                        "It is as it should be: " + fine.why() + "."));
            case Verdict.Well ignored -> well(turn, incident);
            case Verdict.Bad ignored -> Optional.empty();
            case Verdict.NotYet ignored -> Optional.empty();
            case Verdict.Unseen ignored -> Optional.empty();
        };
    }

    /** The group whose plan is at work on it says how it ends. */
    private static boolean isBeingSeenTo(Turn turn, Incident incident) {
        return incident.stage() instanceof Stage.Joined joined
                && turn.open(joined.to())
                        .filter(group -> Groups.isAtWorkOn(group, incident))
                        .isPresent();
    }

    private static boolean mayEndByItself(Stage stage) {
        return switch (stage) {
            case Stage.Acting ignored -> false;
            case Stage.Settling ignored -> false;
            case Stage.Resolved ignored -> false;
            case Stage.Opened ignored -> true;
            case Stage.Gathering ignored -> true;
            case Stage.Consulting ignored -> true;
            case Stage.Deciding ignored -> true;
            case Stage.Waiting ignored -> true;
            case Stage.AwaitingApproval ignored -> true;
            case Stage.HandsOff ignored -> true;
            case Stage.Escalated ignored -> true;
            case Stage.Joined ignored -> true;
        };
    }

    private Optional<Incident> well(Turn turn, Incident incident) {
        var sighting = turn.sighting(incident);
        if (sighting.isEmpty() || turn.now().isBefore(wellAt(turn, incident, sighting.get()))) return Optional.empty();
        if (sighting.get().at().isBefore(turn.now().minus(settle))
                && !incident.resource().kind().isAHost()) turn.lookAt(incident.resource());
        var how = how(turn, incident, sighting.get());
        return Optional.of(resolve(
                turn,
                incident,
                how,
                how == Resolution.BY_PERSON ? "Somebody saw to it, and it runs." : "It is well again."));
    }

    private Instant wellAt(Turn turn, Incident incident, Sighting sighting) {
        if (incident.finding().trouble() == Trouble.RESTART_LOOP)
            return turn.history(incident)
                    .filter(known -> !known.policyRestarts().isEmpty())
                    .map(known -> known.policyRestarts().getLast().plus(AFTER_FLAPPING))
                    .orElse(sighting.since().plus(settle));
        var falls = sighting.changes().stream()
                .filter(change -> change.to().isDown() || change.to() == State.UNHEALTHY)
                .count();
        var handsOff = incident.stage() instanceof Stage.HandsOff || incident.stage() instanceof Stage.Escalated;
        var doubted = handsOff && falls >= FLAPS && !isBegunAnew(turn, incident);
        return sighting.since().plus(doubted ? AFTER_FLAPPING : settle);
    }

    /**
     * The agent tried it, unasked, and that is not counted any more: somebody started it since, so earlier falls are of
     * another time. A try that was approved is never counted, so it tells nothing.
     */
    private static boolean isBegunAnew(Turn turn, Incident incident) {
        if (incident.attempts().isEmpty()) return false;
        var last = incident.attempts().getLast();
        var counted = last.by().equals(Attempt.AGENT)
                && last.outcome()
                        .filter(outcome -> !(outcome instanceof Outcome.Unknown))
                        .isPresent();
        return counted
                && turn.history(incident)
                        .filter(known -> known.tries().isEmpty())
                        .isPresent();
    }

    /** What was down and runs, though neither we nor Docker's own policy started it, was started by somebody. */
    private static Resolution how(Turn turn, Incident incident, Sighting sighting) {
        if (incident.attempts().stream()
                .anyMatch(attempt -> attempt.outcome()
                        .filter(Outcome.Recovered.class::isInstance)
                        .isPresent())) return Resolution.HEALED;
        if (incident.finding().trouble() == Trouble.PAUSED
                && incident.attempts().isEmpty()) return Resolution.BY_PERSON;
        var wasDown = incident.finding().trouble().isAnEnd();
        var byPolicy = sighting.detail() instanceof Detail.Container container
                && container.policy().name() != Detail.RestartPolicy.Name.NO;
        var byUsPerhaps = incident.attempts().stream().anyMatch(attempt -> mayHaveBegun(turn, attempt, sighting));
        return wasDown && !byPolicy && !byUsPerhaps ? Resolution.BY_PERSON : Resolution.BY_ITSELF;
    }

    /** Its present run began about when that call of ours was out. */
    private static boolean mayHaveBegun(Turn turn, Attempt attempt, Sighting sighting) {
        var refused = attempt.outcome().filter(Outcome.Failed.class::isInstance).isPresent();
        var began = sighting.detail() instanceof Detail.Container container
                ? container.startedAt()
                : Optional.<Instant>empty();
        var sent = turn.snapshot().engineTime(sighting.resource().host(), attempt.startedAt());
        return !refused
                && began.filter(at -> Duration.between(sent, at).abs().compareTo(A_CALL_TAKES) < 0)
                        .isPresent();
    }

    private Optional<Incident> group(Turn turn, Incident incident) {
        if (incident.stage() instanceof Stage.Opened
                || !turn.joined(incident.id()).isEmpty()) return Optional.empty();
        return Optional.of(
                resolve(turn, incident, Resolution.BY_ITSELF, "Nothing that belonged to it is open any more."));
    }

    static Incident resolve(Turn turn, Incident incident, Resolution how, String words) {
        turn.journal("resolved", incident, how + ": " + words);
        return incident.at(new Stage.Resolved(how, turn.now())).saying(turn.now(), words);
    }

    /** What it was about no longer exists, or was made anew by its owner. */
    static void gone(Turn turn, Incident incident) {
        if (mayEndByItself(incident.stage()))
            turn.save(resolve(turn, incident, Resolution.BY_PERSON, "It was removed or made anew."));
    }
}
