package homelab.loop.detect;

import homelab.model.Detail;
import homelab.model.Expectation;
import homelab.model.Finding;
import homelab.model.History;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;

/** Judges one container. Who stopped it, and what it is, come before how it is. */
final class ContainerDetector {
    private static final Duration LOOP_WINDOW = Duration.ofMinutes(10);
    private static final int LOOP_RESTARTS = 3;
    /** A look may overtake the event that explains it. */
    private static final Duration EVENT_MAY_COME = Duration.ofSeconds(3);
    /** Docker's policy waits at most a minute between two tries. */
    private static final Duration POLICY_MAY_ACT = Duration.ofSeconds(90);

    private static final Duration POLICY_AFTER_FALL = Duration.ofSeconds(30);
    private static final Duration REMOVAL_MAY_TAKE = Duration.ofSeconds(30);
    private static final Duration A_SNAPSHOT_TAKES = Duration.ofSeconds(30);
    private static final int SIGKILLED = 137;
    private static final int SIGTERMED = 143;

    private final Sighting sighting;
    private final Detail.Container container;
    private final History history;
    private final Instant hostBackAt;
    private final Instant now;

    ContainerDetector(Sighting sighting, Detail.Container container, History history, Instant hostBackAt, Instant now) {
        this.sighting = sighting;
        this.container = container;
        this.history = history;
        this.hostBackAt = hostBackAt;
        this.now = now;
    }

    Verdict judge() {
        var left = history.expectation().filter(Expectation::meansLeaveIt);
        if (left.isPresent()
                && (sighting.state().isDown() || left.get().word() == Expectation.Word.A_PERSON_SAID_LEAVE_IT))
            return new Verdict.AsItShouldBe(
                    words(left.get().word()), byPerson(left.get().word()));
        if (restartsInWindow() >= LOOP_RESTARTS) return restartLoop();
        return switch (sighting.state()) {
            case RUNNING, CREATED -> new Verdict.Well();
            case PAUSED -> paused();
            case STARTING -> new Verdict.NotYet(sighting.since().plus(longestStart()), "it is still starting");
            case RESTARTING -> new Verdict.NotYet(now.plusSeconds(60), "Docker's own policy is starting it");
            case UNHEALTHY -> bad(Trouble.UNHEALTHY, unhealthyWords(), sighting.since());
            case STOPPED -> down();
            case DEAD -> removing();
            case UNSEEN -> new Verdict.Unseen();
        };
    }

    private Verdict paused() {
        if (history.ranAt().isEmpty()) return new Verdict.AsItShouldBe("it was never seen running", false);
        var judgeAt = sighting.since().plus(A_SNAPSHOT_TAKES);
        if (now.isBefore(judgeAt)) return new Verdict.NotYet(judgeAt, "it is paused, perhaps for a snapshot");
        return bad(Trouble.PAUSED, "It is paused: it has its processes, and none of them moves.", sighting.since());
    }

    /** What is removed as it should be shows the same for a moment. */
    private Verdict removing() {
        var judgeAt = sighting.since().plus(REMOVAL_MAY_TAKE);
        return now.isBefore(judgeAt) ? new Verdict.NotYet(judgeAt, "Docker is removing it") : down();
    }

    private Verdict down() {
        if (history.ranAt().isEmpty()) return new Verdict.AsItShouldBe("it was never seen running", false);
        if (history.ending().isEmpty()) return new Verdict.NotYet(now.plus(EVENT_MAY_COME), "it just ended");
        var ending = history.ending().get();
        var policyActs = container.policy().willStart(container.exitCode(), container.restartCount());
        return switch (ending.how()) {
            case BY_A_PERSON -> new Verdict.AsItShouldBe("a person stopped it", true);
            case BY_ITSELF -> {
                if (policyActs) yield stillDownDespitePolicy(ending.at().plus(POLICY_MAY_ACT));
                yield ending.exitCode() == 0 ? done() : crashed(ending);
            }
            case BY_US -> policyActs ? stillDownDespitePolicy(ending.at().plus(POLICY_MAY_ACT)) : crashed(ending);
            case WITH_ITS_ENGINE -> fellWithEngine(ending);
            case UNHEARD -> unheard(ending, policyActs);
        };
    }

    private Verdict unheard(History.Ending ending, boolean policyActs) {
        var judgeAt = ending.at().plus(policyActs ? POLICY_MAY_ACT : EVENT_MAY_COME);
        if (now.isBefore(judgeAt)) return new Verdict.NotYet(judgeAt, "what ended it may still be told");
        if (policyActs) return stillDownDespitePolicy(judgeAt);
        return switch (container.exitCode()) {
            case 0 -> done();
            case SIGKILLED, SIGTERMED ->
                isJob()
                        ? crashed(ending)
                        : bad(
                                Trouble.DOWN_UNEXPLAINED,
                                "It ended with exit code " + container.exitCode()
                                        + " while nothing was heard from Docker; a person may have stopped it.",
                                ending.at());
            default -> crashed(ending);
        };
    }

    private Verdict fellWithEngine(History.Ending ending) {
        var later = ending.at().isAfter(hostBackAt) ? ending.at() : hostBackAt;
        var judgeAt = later.plus(POLICY_AFTER_FALL);
        if (now.isBefore(judgeAt)) return new Verdict.NotYet(judgeAt, "Docker's own policies go first");
        if (isJob()) return container.exitCode() == 0 ? done() : crashed(ending);
        return bad(Trouble.FELL_WITH_ENGINE, "It ran when Docker went away, and Docker did not start it again.", later);
    }

    private Verdict stillDownDespitePolicy(Instant judgeAt) {
        if (now.isBefore(judgeAt)) return new Verdict.NotYet(judgeAt, "Docker's own policy will start it");
        return bad(
                Trouble.DOWN_UNEXPLAINED,
                "It is down with exit code " + container.exitCode()
                        + ", and Docker's own restart policy has not started it.",
                judgeAt);
    }

    private Verdict crashed(History.Ending ending) {
        var code = container.exitCode();
        if (isJob()) return bad(Trouble.JOB_FAILED, "This job ended with exit code " + code + ".", ending.at());
        if (history.outOfMemory() || container.oomKilled())
            return bad(
                    Trouble.OUT_OF_MEMORY,
                    "It ended with exit code " + code + " after it ran out of memory.",
                    ending.at());
        return bad(Trouble.CRASHED, "It ended with exit code " + code + ".", ending.at());
    }

    private Verdict done() {
        return new Verdict.AsItShouldBe("it ended with 0: it was done", false);
    }

    private Verdict restartLoop() {
        var says = "Docker's own policy restarted it " + restartsInWindow() + " times within 10 min.";
        return bad(Trouble.RESTART_LOOP, says, history.policyRestarts().getFirst());
    }

    private long restartsInWindow() {
        var from = now.minus(LOOP_WINDOW);
        return history.policyRestarts().stream().filter(at -> at.isAfter(from)).count();
    }

    private Verdict bad(Trouble trouble, String says, Instant since) {
        var severity = sighting.resource().wishes().critical() ? Severity.CRITICAL : Severity.WARNING;
        return new Verdict.Bad(new Finding(sighting.resource(), trouble, severity, says, since));
    }

    private boolean isJob() {
        return container.job() || history.endedWithZero();
    }

    private String unhealthyWords() {
        var streak = container.health().map(Detail.HealthCheck::failingStreak).orElse(0);
        return streak == 1 ? "Its health check failed." : "Its health check failed " + streak + " times in a row.";
    }

    private Duration longestStart() {
        return container
                .health()
                .map(Detail.HealthCheck::longestStart)
                .orElse(Duration.ZERO)
                .plusSeconds(30);
    }

    private static boolean byPerson(Expectation.Word word) {
        return word == Expectation.Word.A_PERSON_STOPPED_IT || word == Expectation.Word.A_PERSON_SAID_LEAVE_IT;
    }

    private static String words(Expectation.Word word) {
        return switch (word) {
            case A_PERSON_STOPPED_IT -> "a person stopped it";
            case A_PERSON_SAID_LEAVE_IT -> "a person said to leave it";
            case WAS_DOWN_WHEN_I_CAME -> "it was down when the agent came";
            case RAN_BEFORE_THE_ENGINE_FELL -> "it ran before its engine fell";
        };
    }
}
