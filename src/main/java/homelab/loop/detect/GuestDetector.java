package homelab.loop.detect;

import homelab.model.Expectation;
import homelab.model.Finding;
import homelab.model.Guest;
import homelab.model.History;
import homelab.model.Node;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Task;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges a guest against what it should be. What works on it, and whose business it is, come before how it is. */
final class GuestDetector {
    /** Proxmox tells of what happened with ten seconds of delay, and a task may be listed after what it did. */
    private static final Duration TASK_MAY_COME = Duration.ofSeconds(15);
    /** Snapshots and the like take minutes. */
    private static final Duration BRIEF_WORK = Duration.ofHours(1);
    /** A large guest is copied for hours. */
    private static final Duration LONG_WORK = Duration.ofHours(12);
    /** No task is there that could hold the lock. */
    private static final Duration NO_WORK = Duration.ofMinutes(10);

    private static final Duration HA_MAY_TAKE = Duration.ofMinutes(10);
    /** A node starts its guests one after another, with delays that its owner sets. */
    private static final Duration NODE_MAY_START_IT = Duration.ofMinutes(5);

    private final Snapshot snapshot;
    private final Sighting sighting;
    private final Guest guest;
    private final History history;
    private final Instant now;

    GuestDetector(Snapshot snapshot, Sighting sighting, Guest guest, History history, Instant now) {
        this.snapshot = snapshot;
        this.sighting = sighting;
        this.guest = guest;
        this.history = history;
        this.now = now;
    }

    Verdict judge() {
        if (guest.template()) return new Verdict.Well();
        var left = history.expectation().filter(word -> word.word() == Expectation.Word.A_PERSON_SAID_LEAVE_IT);
        if (left.isPresent()) return new Verdict.AsItShouldBe("a person said to leave it", true);
        if (guest.lock().isPresent()) return locked(guest.lock().get());
        var ha = guest.ha().filter(managed -> !managed.isIgnored());
        if (ha.filter(Guest.Ha::isInError).isPresent())
            return bad(
                    Trouble.HA_GAVE_UP,
                    "High availability tried it too often and gave it up; it stays as it is until a person clears that.",
                    sighting.since());
        return switch (sighting.state()) {
            case RUNNING, CREATED -> new Verdict.Well();
            case STARTING, RESTARTING -> new Verdict.NotYet(now.plusSeconds(60), "it is on its way");
            case PAUSED -> new Verdict.AsItShouldBe("it is paused", false);
            case UNHEALTHY ->
                bad(
                        Trouble.UNHEALTHY,
                        "QEMU stopped it in the midst of its work after an error; its storage may be full or away.",
                        sighting.since());
            case STOPPED, DEAD -> ha.map(this::downUnderHa).orElseGet(this::down);
            case UNSEEN -> new Verdict.Unseen();
        };
    }

    private Verdict locked(Guest.Lock lock) {
        var longest = lock.worked() ? longest(lock.why()) : NO_WORK;
        var until = lock.since().plus(longest);
        if (now.isBefore(until)) return new Verdict.NotYet(until, "Proxmox is at work on it: " + lock.why());
        var says = "It has been locked for more than " + words(longest) + " (" + lock.why() + ")"
                + (lock.worked() ? "." : ", and no task is there that works on it.");
        return bad(Trouble.LOCKED, says, lock.since());
    }

    private static Duration longest(String why) {
        return switch (why) {
            case "backup", "migrate", "clone", "create", "disk" -> LONG_WORK;
            default -> BRIEF_WORK;
        };
    }

    private Verdict downUnderHa(Guest.Ha ha) {
        if (ha.keepsItStopped()) return new Verdict.AsItShouldBe("high availability was told to keep it stopped", true);
        if (history.ranAt().isEmpty()) return new Verdict.AsItShouldBe("it was never seen running", false);
        var until = sighting.since().plus(HA_MAY_TAKE);
        if (now.isBefore(until)) return new Verdict.NotYet(until, "high availability sees to it: " + ha.state());
        return bad(
                Trouble.HA_GAVE_UP,
                "It is down, and high availability, which should bring it back, has not done so for "
                        + words(HA_MAY_TAKE) + " (" + ha.state() + ").",
                sighting.since());
    }

    private Verdict down() {
        if (history.ranAt().isEmpty()) return new Verdict.AsItShouldBe("it was down when the agent came", false);
        if (history.ending().isEmpty()) return new Verdict.NotYet(now.plus(TASK_MAY_COME), "it just ended");
        var ending = history.ending().get();
        return switch (ending.how()) {
            case BY_A_PERSON -> new Verdict.AsItShouldBe("a person stopped it", true);
            case BY_US -> new Verdict.AsItShouldBe("the agent ended it, as it was told to", false);
            case WITH_ITS_ENGINE -> fellWithItsNode(ending);
            case BY_ITSELF, UNHEARD -> {
                var judgeAt = ending.at().plus(TASK_MAY_COME);
                if (now.isBefore(judgeAt)) yield new Verdict.NotYet(judgeAt, "what ended it may still be told");
                yield bad(Trouble.DOWN_UNEXPLAINED, unexplained(), ending.at());
            }
        };
    }

    private String unexplained() {
        var failed =
                guest.lastTask().filter(task -> task.deed() == Task.Deed.START && !task.runs() && !task.succeeded());
        if (failed.isPresent())
            return "It was to be started by "
                    + (failed.get().whose() == Task.Whose.OURS
                            ? "the agent"
                            : failed.get().by())
                    + ", and that failed: " + failed.get().status().orElse("");
        return "It stopped, and no task that can be seen tells of it: it crashed, or was shut down from inside.";
    }

    private Verdict fellWithItsNode(History.Ending ending) {
        var node = snapshot.sighting(sighting.resource().runsOn());
        var up = node.filter(one -> one.detail() instanceof Node)
                .flatMap(one -> ((Node) one.detail()).up().map(one.at()::minus));
        var from = later(up.orElse(ending.at()), ending.at());
        var judgeAt = from.plus(NODE_MAY_START_IT);
        if (now.isBefore(judgeAt)) return new Verdict.NotYet(judgeAt, "its node may still start it");
        var boot = guest.onboot()
                .map(on -> on ? ", though it is to start with it" : "; it is not set to start with it")
                .orElse("");
        return bad(
                Trouble.FELL_WITH_ENGINE,
                "It ran when its node " + guest.node() + " went away, and did not come back with it" + boot + ".",
                from);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private Verdict bad(Trouble trouble, String says, Instant since) {
        var severity = sighting.resource().wishes().critical() ? Severity.CRITICAL : Severity.WARNING;
        return new Verdict.Bad(new Finding(sighting.resource(), trouble, severity, says, since));
    }

    private static String words(Duration time) {
        return time.toHours() > 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }

    /** A guest of which nothing is remembered was never seen to run. */
    static Verdict judge(Snapshot snapshot, Sighting sighting, Guest guest, Instant now) {
        var history = snapshot.history(sighting.resource().lineage())
                .filter(known -> known.id().equals(sighting.resource().id()));
        return Optional.of(history.orElseGet(() -> History.of(sighting.resource())))
                .map(known -> new GuestDetector(snapshot, sighting, guest, known, now).judge())
                .orElseThrow();
    }
}
