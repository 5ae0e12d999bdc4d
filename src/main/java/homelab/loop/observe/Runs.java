package homelab.loop.observe;

import homelab.model.Detail;
import homelab.model.Expectation;
import homelab.model.History;
import homelab.model.Observation;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;

/** What a look at something alive adds to its history. */
final class Runs {
    /** A job that runs this long in one go is a service again. */
    private static final Duration A_SERVICE_RUNS = Duration.ofHours(24);
    /** How stale {@code ranAt} may grow while nothing changes; every look would write it otherwise. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(10);

    private static final Duration LOOP_WINDOW = Duration.ofMinutes(10);

    private Runs() {}

    /**
     * {@code newRun}: this run was not known before this look.
     *
     * @param engineTime of the look
     */
    static History seenRunning(
            History before, Observation.Health health, Detail.Container detail, boolean newRun, Instant engineTime) {
        var history = before.ending().isPresent() ? Endings.started(before, detail.startedAt()) : before;
        var stale = history.ranAt()
                .filter(at -> at.plus(NOTED_EVERY).isAfter(health.at()))
                .isEmpty();
        if (outlivedItsEngine(history, health)) history = history.expecting(Optional.empty());
        // What was paused when it was first seen was never seen at work.
        var met = health.state() != State.PAUSED || before.ranAt().isPresent();
        if (met && (stale || !history.equals(before))) history = history.ranAt(health.at());
        var healthy = detail.health()
                .filter(check -> check.verdict() == Detail.HealthCheck.Verdict.HEALTHY)
                .isPresent();
        if (healthy && !history.healthyRun().equals(detail.startedAt())) history = history.healthy(detail.startedAt());
        if (history.endedWithZero() && provesService(detail.startedAt(), engineTime))
            history = history.endedWithZero(false);
        return newRun || history.mounts().isEmpty() ? withMounts(history, detail) : history;
    }

    /** Seen running after its engine fell: what ends it later was not that fall. */
    private static boolean outlivedItsEngine(History history, Observation.Health health) {
        return history.expectation()
                .filter(word -> word.word() == Expectation.Word.RAN_BEFORE_THE_ENGINE_FELL)
                .filter(word -> health.at().isAfter(word.since()))
                .isPresent();
    }

    /** True when a run from {@code start} to {@code now}, both by the engine's clock, is too long for a job. */
    static boolean provesService(Optional<Instant> start, Instant now) {
        return start.filter(at -> !at.plus(A_SERVICE_RUNS).isAfter(now)).isPresent();
    }

    /** Noted once per run: if a file system goes away under a running container, the earlier note is the true one. */
    private static History withMounts(History history, Detail.Container detail) {
        var seen = new HashMap<String, String>();
        detail.binds().forEach(bind -> bind.fileSystem().ifPresent(on -> seen.put(bind.source(), on)));
        return seen.isEmpty() || history.mounts().equals(seen) ? history : history.mounts(seen);
    }

    /**
     * A start that is no restart by policy ends a person's word to leave it: the counter did not rise with the run. So
     * does whoever lets it go on.
     *
     * @param unpaused it was paused when it was last seen, and is not now
     */
    static History leftAlone(History history, Detail.Container detail, boolean newRun, boolean unpaused) {
        var left = history.expectation()
                .filter(word -> word.word() == Expectation.Word.A_PERSON_SAID_LEAVE_IT)
                .isPresent();
        return left && (unpaused || (newRun && detail.restartCount() <= history.restartCount()))
                ? history.expecting(Optional.empty())
                : history;
    }

    /**
     * Restarts by the engine's own policy, from its counter. A fall of the counter means that someone started it.
     *
     * @param lastSeen when the counter was last looked at; what came long after may have come at any time
     */
    static History counted(History history, Detail.Container detail, Optional<Instant> lastSeen, Instant at) {
        var more = detail.restartCount() - history.restartCount();
        var recent = new ArrayList<>(history.policyRestarts());
        recent.removeIf(when -> when.isBefore(at.minus(LOOP_WINDOW)));
        if (more < 0 || detail.restartCount() == 0) recent.clear();
        var met = history.ranAt().isPresent() || history.expectation().isPresent();
        var watched =
                lastSeen.filter(seen -> !seen.isBefore(at.minus(LOOP_WINDOW))).isPresent();
        for (var i = 0; met && watched && i < Math.min(more, 3); i++) recent.add(at);
        return more == 0 && recent.equals(history.policyRestarts())
                ? history
                : history.restartedByPolicy(recent, detail.restartCount());
    }
}
