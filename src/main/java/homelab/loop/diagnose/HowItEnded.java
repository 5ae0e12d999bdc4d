package homelab.loop.diagnose;

import static homelab.loop.diagnose.Rule.startMayHelp;

import java.util.List;

/** What the exit code, the memory limit and the engine's events say about a run that ended. */
final class HowItEnded {
    private HowItEnded() {}

    static final List<Rule> RULES = List.of(
            new Rule("out-of-memory", HowItEnded::memoryRanOut, HowItEnded::outOfMemory),
            new Rule(
                    "segfault",
                    c -> c.endedWith(139),
                    c -> ended(c, 0.9, "it touched memory that is not its own, which is a fault in the program")),
            new Rule(
                    "aborted",
                    c -> c.endedWith(134),
                    c -> ended(c, 0.9, "it gave up by itself (abort) when it noticed that something was wrong inside")),
            new Rule(
                    "killed-from-outside",
                    c -> c.endedWith(137) && !c.aKillWasHeard(),
                    c -> ended(
                            c,
                            0.6,
                            "it was killed by force, though no kill came through the engine and no lack of memory was"
                                    + " reported; something on its host did it")),
            new Rule(
                    "terminated",
                    c -> c.endedWith(143) && !c.aKillWasHeard(),
                    c -> ended(
                            c,
                            0.6,
                            "it was asked to stop, though nobody asked through the engine; something on its host or in"
                                    + " the container did it")),
            new Rule("exited-with-error", c -> c.container().isPresent() && c.exitCode() != 0, HowItEnded::withError));

    private static boolean memoryRanOut(Clues clues) {
        var said = clues.outOfMemoryWasHeard() || clues.outOfMemoryIsFlagged();
        var killedUnderALimit = clues.endedWith(137) && clues.memoryLimit().isPresent() && !clues.aKillWasHeard();
        return clues.container().isPresent() && clues.exitCode() != 0 && (said || killedUnderALimit);
    }

    private static Rule.Verdict outOfMemory(Clues clues) {
        var code = "It ended with exit code " + clues.exitCode();
        var limit = clues.memoryLimit().map(bytes -> "its limit is " + Sentence.bytes(bytes));
        if (!clues.outOfMemoryWasHeard() && !clues.outOfMemoryIsFlagged())
            return startMayHelp(
                    0.5,
                    code + ", a kill by force that did not come through the engine, and "
                            + limit.orElse("it has no limit")
                            + ", so it probably ran out of memory; the engine did not say so.");
        var said = clues.outOfMemoryWasHeard()
                ? " and the engine reported out of memory; "
                : " and the engine marked it as out of memory; ";
        var whole = clues.exitCode() == 137;
        var killed = whole ? "so the kernel killed it." : "so the kernel killed a part of it, and the rest gave up.";
        var confidence = (clues.outOfMemoryWasHeard() ? 0.95 : 0.8) - (whole ? 0 : 0.2);
        return limit.map(words -> startMayHelp(confidence, code + said + words + ", " + killed))
                .orElseGet(() -> startMayHelp(
                        confidence - 0.1,
                        code + said + "it has no limit of its own, so its host ran short and " + killed.substring(3)));
    }

    private static Rule.Verdict withError(Clues clues) {
        var how = clues.endedByItself() ? "It ended by itself with exit code " : "It ended with exit code ";
        return startMayHelp(
                clues.log().isEmpty() ? 0.5 : 0.6,
                how + clues.exitCode() + Sentence.signal(clues.exitCode()) + "." + Sentence.lastWord(clues));
    }

    private static Rule.Verdict ended(Clues clues, double confidence, String meaning) {
        return startMayHelp(
                confidence,
                "It ended with exit code " + clues.exitCode() + ": " + meaning + "." + Sentence.lastWord(clues));
    }
}
