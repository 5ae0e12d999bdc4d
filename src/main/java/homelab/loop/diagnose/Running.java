package homelab.loop.diagnose;

import static homelab.loop.diagnose.Sentence.quoted;

import homelab.model.Action;
import homelab.model.Detail;
import homelab.model.Trouble;
import java.util.List;

/** What runs, or is made to run, and still does not work. */
final class Running {
    private Running() {}

    static final List<Rule> RULES = List.of(
            new Rule("unhealthy", c -> c.is(Trouble.UNHEALTHY), Running::unhealthy),
            new Rule("paused", c -> c.is(Trouble.PAUSED), Running::paused),
            new Rule(
                    "network-lost",
                    c -> c.is(Trouble.NETWORK_LOST),
                    c -> Rule.restartMayHelp(
                            0.9,
                            c.found() + " A network ends with the run of its owner; a restart gives it the new one.")),
            new Rule(
                    "network-gone",
                    c -> c.is(Trouble.NETWORK_GONE),
                    c -> Rule.nothingHelps(
                            0.9,
                            c.found() + " A restart would stop it and fail, since it asks for that very container; make"
                                    + " it anew, such as with docker compose up -d --force-recreate.")),
            new Rule("restart-loop", c -> c.is(Trouble.RESTART_LOOP), Running::restartLoop));

    private static Rule.Verdict unhealthy(Clues clues) {
        var streak = clues.health().map(Detail.HealthCheck::failingStreak).orElse(0);
        var failed = streak > 1 ? "Its health check failed " + streak + " times in a row" : "Its health check failed";
        var output = clues.healthOutput().isEmpty()
                ? "."
                : " and said " + quoted(clues.healthOutput().getLast()) + ".";
        var hint = Hint.in(clues.log())
                .map(h -> " Its log says " + quoted(h.line()) + ", which points to " + h.pointsTo() + ".")
                .orElse("");
        return clues.wasHealthyInThisRun()
                ? Rule.restartMayHelp(
                        0.7, failed + output + " It was healthy before in this run, so it got stuck." + hint)
                : Rule.restartMayHelp(
                        0.4,
                        failed + output
                                + " It was not seen healthy since it started, so it may still be preparing its data,"
                                + " or be set up wrongly."
                                + hint);
    }

    private static Rule.Verdict paused(Clues clues) {
        return new Rule.Verdict(
                "Somebody paused it, as tools do while they take a snapshot, and it was not let go on since; Docker never"
                        + " does this by itself.",
                0.9,
                List.of(Action.CONTAINER_UNPAUSE));
    }

    private static Rule.Verdict restartLoop(Clues clues) {
        var memory = clues.outOfMemoryWasHeard() || clues.outOfMemoryIsFlagged()
                ? ", and the engine reported out of memory"
                : "";
        var last = clues.knowsHowItEnded() ? ", last with exit code " + clues.exitCode() : "";
        var error = clues.error().isEmpty() ? "" : " The engine says " + quoted(clues.error()) + ".";
        return Rule.nothingHelps(
                0.8, "It ends soon after each start" + last + memory + "." + error + Sentence.lastWord(clues));
    }
}
