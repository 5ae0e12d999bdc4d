package homelab.loop.verify;

import homelab.model.Action;
import homelab.model.Guest;
import homelab.model.Intent;
import homelab.model.Outcome;
import homelab.model.Sighting;
import homelab.model.Task;
import java.time.Duration;
import java.time.Instant;

/** Judges what was done to a guest, by how it is afterwards and, where there is an agent in it, by its answer. */
final class GuestVerifier {
    /** What a guest with an agent may take until that answers. */
    private static final Duration TO_ANSWER = Duration.ofMinutes(5);
    /** High availability stores a request at once and carries it out when its turn has come. */
    private static final Duration HA_MAY_TAKE = Duration.ofMinutes(3);

    /** What Proxmox tells of all its guests is some ten seconds old. */
    private static final Duration IS_TOLD_WITHIN = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(5);

    private final Duration settle;

    GuestVerifier(Duration settle) {
        this.settle = settle;
    }

    Watch judge(Intent intent, Sighting target, Guest guest, Instant since, Instant now) {
        var action = intent.step().action();
        var toEnd = action == Action.GUEST_SHUTDOWN || action == Action.GUEST_STOP;
        var there = toEnd ? target.state().isDown() : target.state().runs();
        var patience =
                guest.ha().filter(ha -> !ha.isIgnored()).isPresent() ? HA_MAY_TAKE : later(settle, IS_TOLD_WITHIN);
        if (!there || isAtWork(guest)) {
            var limit = since.plus(patience);
            if (now.isBefore(limit) || target.at().isBefore(limit)) return until(limit, target);
            return new Watch.Over(fellShort(intent, target, guest, toEnd));
        }
        var due = later(target.since(), since).plus(settle);
        if (now.isBefore(due) || target.at().isBefore(due)) return until(due, target);
        if (toEnd) return new Watch.Over(new Outcome.Recovered("it has been stopped for " + settle.toSeconds() + " s"));
        if (guest.agent().filter(answers -> !answers).isPresent()) {
            var limit = since.plus(TO_ANSWER);
            if (now.isBefore(limit)) return until(due, target);
            return new Watch.Over(new Outcome.Unchanged(
                    "it runs, and the agent in it has not answered within " + TO_ANSWER.toMinutes() + " min"));
        }
        var answers = guest.agent().isPresent() ? ", and the agent in it answers" : "";
        return new Watch.Over(new Outcome.Recovered("it has run for " + settle.toSeconds() + " s" + answers));
    }

    private static boolean isAtWork(Guest guest) {
        return guest.lastTask().filter(Task::runs).isPresent();
    }

    /** Then it is looked at, and again some seconds after each look that did not tell. */
    private static Watch until(Instant due, Sighting target) {
        return new Watch.Until(later(due, target.at().plus(LOOK_AGAIN_AFTER)));
    }

    private static Outcome fellShort(Intent intent, Sighting target, Guest guest, boolean toEnd) {
        var failed = guest.lastTask().filter(task -> !task.runs() && !task.succeeded());
        var why = failed.flatMap(Task::status).map(said -> ": " + said).orElse("");
        if (toEnd) return new Outcome.Unchanged("it still runs" + why);
        var ranBefore = intent.stateBefore().runs();
        return ranBefore && target.state().isDown()
                ? new Outcome.Worsened("it does not run any more" + why)
                : new Outcome.Unchanged("it does not run" + why);
    }

    private static Duration later(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
