package homelab.loop.decide;

import homelab.model.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Trying has an end: per lineage, over restarts of the agent. */
final class Trying {
    private static final Duration DAY = Duration.ofDays(1);

    private Trying() {}

    /** Why not now: too soon after the last try, or too many. Empty when it may be tried. */
    static Optional<Decision> limited(Target target, Limits limits, Instant now) {
        var tries = target.history().tries();
        var today = tries.stream().filter(at -> at.isAfter(now.minus(DAY))).count();
        var lately = tries.stream()
                .filter(at -> at.isAfter(now.minus(limits.window())))
                .count();
        var allowed = Math.min(
                limits.tries(),
                target.sighting().resource().wishes().maxAttempts().orElse(limits.tries()));
        if (lately >= allowed)
            return escalate("it was tried " + times(lately) + " within "
                    + limits.window().toMinutes() + " min and " + target.name() + " still fails");
        if (today >= limits.perDay())
            return escalate("it was tried " + times(today) + " within a day, and " + target.name() + " falls again");
        if (lately == 0) return Optional.empty();
        var readyAt = tries.getLast().plus(backoff(lately, limits));
        if (!now.isBefore(readyAt)) return Optional.empty();
        return Optional.of(new Decision.Wait(readyAt, "it was last tried at " + tries.getLast()));
    }

    private static Duration backoff(long tries, Limits limits) {
        var doubled = limits.firstBackoff().multipliedBy(1L << Math.min(tries - 1, 20));
        return doubled.compareTo(limits.longestBackoff()) < 0 ? doubled : limits.longestBackoff();
    }

    private static Optional<Decision> escalate(String why) {
        return Optional.of(new Decision.Refuse(Decision.Then.ESCALATE, why));
    }

    private static String times(long n) {
        return n == 1 ? "once" : n + " times";
    }
}
