package homelab.loop;

import homelab.loop.detect.Verdict;
import homelab.loop.learn.Lessons;
import homelab.model.Approval;
import homelab.model.Evidence;
import homelab.model.Incident;
import homelab.model.Outcome;
import homelab.model.Resolution;
import homelab.model.Stage;
import homelab.model.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves incidents from stage to stage. The switch in {@link #step} is the agent. */
final class Stages {
    private static final Logger LOG = LoggerFactory.getLogger(Stages.class);
    private static final Duration GATHERING_AT_MOST = Duration.ofSeconds(5);
    /** More moves than this in one turn are a circle, which would be a bug. */
    private static final int MOST_MOVES = 20;

    private static final Pattern REFUSED = Pattern.compile("(?:the engine answered [45]\\d\\d|Proxmox says): (.+)");

    private final Rooms rooms;
    private final Closing closing;
    private final Deciding deciding;
    private final Carrying carrying;
    private final Settling settling;

    Stages(Rooms rooms) {
        this.rooms = rooms;
        this.closing = new Closing(rooms);
        this.deciding = new Deciding(rooms);
        this.carrying = new Carrying(rooms);
        this.settling = new Settling(rooms);
    }

    void advance(Turn turn) {
        for (var incident : turn.open()) advance(turn, incident.id());
    }

    /** Moves one incident as far as it goes now. A bug here costs this incident only: it is handed to a person. */
    void advance(Turn turn, Incident.Id id) {
        try {
            for (var move = 0; move < MOST_MOVES; move++) {
                var now = turn.open(id);
                if (now.isEmpty()) return;
                var next = step(turn, now.get());
                if (next.equals(now.get())) return;
                turn.save(next);
                // It ends as part of the other, in a turn that finds it joined: its story is told there.
                if (next.stage() instanceof Stage.Joined) return;
            }
            throw new IllegalStateException(id + " moves in a circle");
        } catch (RuntimeException bug) {
            LOG.error("{} could not be moved on; it is handed to a person", id, bug);
            turn.open(id)
                    .ifPresent(incident ->
                            turn.save(incident.at(new Stage.Escalated("the agent met a fault of its own: " + bug))
                                    .saying(turn.now(), "The agent met a fault of its own: " + bug)));
        }
    }

    private Incident step(Turn turn, Incident incident) {
        var closed = closing.tryToClose(turn, incident);
        if (closed.isPresent()) return closed.get();
        return switch (incident.stage()) {
            case Stage.Opened ignored -> opened(turn, incident);
            case Stage.Gathering gathering ->
                turn.now().isBefore(gathering.since().plus(GATHERING_AT_MOST))
                        ? incident
                        : diagnosed(
                                turn, incident, List.of(new Evidence("inspect", "it could not be fetched in time")));
            case Stage.Consulting ignored -> consulted(turn, incident);
            case Stage.Deciding ignored -> decided(turn, incident);
            case Stage.Waiting waiting -> waited(turn, incident, waiting);
            case Stage.AwaitingApproval asked -> awaiting(turn, incident, asked);
            case Stage.Acting acting -> carrying.carryOn(turn, incident, acting);
            case Stage.Settling watched -> settling.watch(turn, incident, watched);
            case Stage.HandsOff left -> leftAlone(turn, incident, left);
            case Stage.Escalated ignored ->
                Roots.quorumLostSince(turn, incident)
                        .map(quorum -> join(turn, incident, quorum))
                        .orElse(incident);
            case Stage.Joined joined -> joined(turn, incident, joined);
            case Stage.Resolved ignored -> incident;
        };
    }

    private Incident opened(Turn turn, Incident incident) {
        return withItsRoot(turn, incident).orElseGet(() -> gather(turn, incident));
    }

    /** What it needs may have fallen after it, while it waited. What a person has approved is done all the same. */
    private Incident decided(Turn turn, Incident incident) {
        return Optional.of(incident)
                .filter(one -> one.approval().isEmpty())
                .flatMap(one -> withItsRoot(turn, one))
                .orElseGet(() -> deciding.decide(turn, incident));
    }

    private static Optional<Incident> withItsRoot(Turn turn, Incident incident) {
        return Roots.rootOf(turn, incident).map(root -> join(turn, incident, root));
    }

    private static Incident join(Turn turn, Incident incident, Incident root) {
        // What was asked about one is another matter when it is one of several.
        if (root.stage() instanceof Stage.AwaitingApproval && BackupCause.isOne(turn, incident, root))
            turn.save(root.at(new Stage.Deciding()));
        return incident.at(new Stage.Joined(root.id())).saying(turn.now(), joinedWords(incident, root));
    }

    private static String joinedWords(Incident incident, Incident root) {
        var trouble = incident.finding().trouble();
        var oneCause = trouble.isOfANetwork()
                || trouble == Trouble.NODE_OFFLINE
                || (trouble == root.finding().trouble() && BackupCause.isAbout(incident));
        return oneCause
                ? "It has the same cause as " + root.id() + "."
                : "It waits for what " + root.id() + " is about, which comes first.";
    }

    static Incident gather(Turn turn, Incident incident) {
        turn.gather(incident);
        return incident.at(new Stage.Gathering(turn.now()));
    }

    /** The evidence is here. */
    void gathered(Turn turn, Incident.Id id, List<Evidence> evidence) {
        turn.open(id)
                .filter(incident -> incident.stage() instanceof Stage.Gathering)
                .ifPresent(incident -> turn.save(diagnosed(turn, incident, evidence)));
    }

    private Incident diagnosed(Turn turn, Incident incident, List<Evidence> evidence) {
        var sighting = turn.sighting(incident);
        if (sighting.isEmpty()) return incident.at(new Stage.Waiting(turn.now().plusSeconds(5), "it can't be seen"));
        if (Cleaning.isAbout(incident)) {
            var unlisted = Cleaning.untilListed(turn, incident);
            if (unlisted.isPresent())
                return incident.at(
                        new Stage.Waiting(unlisted.get().until(), unlisted.get().reason()));
        }
        var all = Stream.concat(evidence.stream(), refusal(incident).stream()).toList();
        var diagnosis = rooms.rules().diagnose(incident.finding(), sighting.get(), turn.history(incident), all);
        var same = incident.diagnosis()
                .filter(before -> before.says().equals(diagnosis.says()))
                .isPresent();
        var told = same ? incident : incident.saying(turn.now(), diagnosis.says());
        return told.with(diagnosis).at(new Stage.Consulting(turn.now()));
    }

    static boolean isRefused(String seen) {
        return REFUSED.matcher(seen).find();
    }

    /** What the system said to the last try, where it refused it: an inspection knows only of some refusals. */
    private static Optional<Evidence> refusal(Incident incident) {
        if (incident.attempts().isEmpty()) return Optional.empty();
        return incident.attempts()
                .getLast()
                .outcome()
                .filter(Outcome.Failed.class::isInstance)
                .map(failed -> REFUSED.matcher(failed.seen()))
                .filter(Matcher::find)
                .map(refused -> new Evidence("engine", refused.group(1)));
    }

    private Incident consulted(Turn turn, Incident incident) {
        var ranked = incident.diagnosis()
                .map(found -> Lessons.rank(found, incident.resource().kind(), turn.lessons()));
        return ranked.map(incident::with).orElse(incident).at(new Stage.Deciding());
    }

    /** A wait for the pause ends with the pause, also when that ended while no process ran. */
    private static Incident waited(Turn turn, Incident incident, Stage.Waiting waiting) {
        var over = !turn.now().isBefore(waiting.until()) || (Deciding.isPaused(waiting) && !turn.paused());
        if (!over) return incident;
        // What fills a disk changes by the minute, so each time it is told anew.
        var known = (incident.diagnosis().isPresent() && !Cleaning.isAbout(incident))
                || incident.order().isPresent();
        return known ? incident.at(new Stage.Deciding()) : gather(turn, incident);
    }

    private Incident awaiting(Turn turn, Incident incident, Stage.AwaitingApproval asked) {
        if (!turn.now().isBefore(asked.expiresAt())) {
            turn.journal("expired", incident, "nobody answered about " + asked.hash());
            if (incident.order().isPresent())
                return Closing.resolve(
                        turn,
                        incident.answered(Optional.of(new Approval.Expired(turn.now(), asked.hash()))),
                        Resolution.BY_PERSON,
                        "Nobody confirmed it within an hour, so it was not done.");
            return incident.answered(Optional.of(new Approval.Expired(turn.now(), asked.hash())))
                    .at(new Stage.Escalated("nobody answered within an hour"))
                    .saying(turn.now(), "Nobody answered within an hour.");
        }
        return Groups.isGroup(incident) ? deciding.askAgainIfAltered(turn, incident, asked) : incident;
    }

    private static Incident leftAlone(Turn turn, Incident incident, Stage.HandsOff left) {
        if (incident.order().isPresent()) return notDone(turn, incident, left);
        var needCame = Deciding.isForWantOfANeed(left)
                && Roots.stoppedNeed(turn, incident.resource()).isEmpty();
        return needCame ? incident.at(new Stage.Deciding()) : incident;
    }

    private static Incident notDone(Turn turn, Incident incident, Stage.HandsOff left) {
        return Closing.resolve(turn, incident, Resolution.BY_ITSELF, "It was not done: " + left.why() + ".");
    }

    private Incident joined(Turn turn, Incident incident, Stage.Joined joined) {
        var other = turn.open(joined.to());
        if (other.filter(one -> Groups.isGroup(one) ? Groups.seesTo(one, incident) : Roots.holds(turn, one, incident))
                .isPresent()) return incident;
        return turn.judge(incident.resource().id()) instanceof Verdict.Bad
                ? opened(turn, incident.saying(turn.now(), joined.to() + " does not see to this."))
                : incident;
    }
}
