package homelab.loop.diagnose;

import homelab.model.Trouble;
import java.util.List;

/** What is known about a container, or is not, that weighs more than its exit code. */
final class Circumstance {
    private Circumstance() {}

    static final List<Rule> RULES = List.of(
            new Rule("fell-with-engine", c -> c.is(Trouble.FELL_WITH_ENGINE), Circumstance::fellWithEngine),
            new Rule("job-failed", c -> c.is(Trouble.JOB_FAILED), Circumstance::jobFailed),
            new Rule("down-unexplained", c -> c.is(Trouble.DOWN_UNEXPLAINED), Circumstance::downUnexplained));

    private static Rule.Verdict fellWithEngine(Clues clues) {
        if (clues.container().isEmpty())
            return Rule.startMayHelp(
                    0.9,
                    "They ran until their engine went away, nobody had stopped them, and they did not come back with it.");
        return Rule.startMayHelp(
                0.9,
                "It ran until its engine went away, nobody had stopped it, and it did not come back with its engine.");
    }

    private static Rule.Verdict jobFailed(Clues clues) {
        return Rule.startMayHelp(
                0.6,
                "It is a job that runs once, and it ended with exit code " + clues.exitCode()
                        + "; it may have stopped halfway, and running it again may do harm."
                        + Sentence.lastWord(clues));
    }

    private static Rule.Verdict downUnexplained(Clues clues) {
        var code = "exit code " + clues.exitCode();
        var meaning = switch (clues.exitCode()) {
            case 137 -> code + " says that it was killed, by a person or by something else";
            case 143 -> code + " says that it was asked to stop, by a person or by something else";
            default -> code + " says that it ended with an error";
        };
        var memory = clues.outOfMemoryIsFlagged() ? "; the engine marked it as out of memory" : "";
        return Rule.startMayHelp(
                0.3,
                "It ran when it was last seen, and how it ended was not heard; " + meaning + memory + "."
                        + Sentence.lastWord(clues));
    }
}
