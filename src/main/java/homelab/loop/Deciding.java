package homelab.loop;

import homelab.loop.act.Catalogue;
import homelab.loop.decide.Policy;
import homelab.loop.detect.Verdict;
import homelab.model.Action;
import homelab.model.Attempt;
import homelab.model.Cluster;
import homelab.model.Decision;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Order;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Resolution;
import homelab.model.Stage;
import homelab.model.Stage.StepRun;
import homelab.model.Stage.StepRun.Progress;
import homelab.model.State;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Brings an incident's remedy before policy and follows what policy says. */
final class Deciding {
    /** How long a question is open, and how long a yes to it holds. */
    static final Duration ANSWER_WITHIN = Duration.ofHours(1);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration THINK_AGAIN = Duration.ofMinutes(1);
    private static final Duration COMPOSE_MAY_TAKE = Duration.ofSeconds(30);
    private static final Duration MORE_MAY_FALL = Duration.ofSeconds(2);
    private static final String NEEDS = "it needs ";
    private static final Decision NOTHING_HELPS =
            new Decision.Refuse(Decision.Then.ESCALATE, "nothing that the agent can do would cure this");

    private final Rooms rooms;
    private final Cases cases;
    private final Remedies remedies;

    Deciding(Rooms rooms) {
        this.rooms = rooms;
        this.cases = new Cases(rooms);
        this.remedies = new Remedies(rooms);
    }

    Incident decide(Turn turn, Incident incident) {
        if (Groups.isGroup(incident)) return decideGroup(turn, incident);
        if (incident.order().isEmpty()) {
            var early = tooEarly(turn, incident);
            if (early.isPresent()) return wait(turn, incident, early.get());
        }
        if (turn.sighting(incident).isEmpty()) return cannotSee(turn, incident);
        if (Cleaning.isAbout(incident)
                && Cleaning.approved(incident, turn.now()).isEmpty()) {
            var unready = Cleaning.untilListed(turn, incident)
                    .or(() -> Cleaning.untilProven(turn, incident, rooms.policy()::isOpen));
            if (unready.isPresent()) return wait(turn, incident, unready.get());
        }
        var remedy = remedies.forOne(turn, incident);
        if (remedy.isEmpty()) return follow(turn, incident.with(Optional.<Remedy>empty()), NOTHING_HELPS);
        // Of leftovers each is looked at when its turn has come; one that is gone holds up no other.
        var obstacle = turn.sighting(incident)
                .filter(ignored -> !Cleaning.isAbout(incident))
                .flatMap(target -> Catalogue.obstacle(remedy.get().plan().getFirst(), target));
        if (obstacle.isPresent()) {
            turn.lookAt(incident.resource());
            // What was found out while there was still something to start does not hold any more.
            if (incident.order().isEmpty() && isHalfGone(turn, incident)) return Stages.gather(turn, incident);
            return incident.order().isPresent()
                    ? follow(turn, incident.with(remedy), new Decision.Refuse(Decision.Then.HANDS_OFF, obstacle.get()))
                    : wait(
                            turn,
                            incident.with(remedy),
                            new Decision.Wait(turn.now().plus(LOOK_AGAIN), obstacle.get()));
        }
        var decision = unlessItIsOneOfSeveral(
                turn,
                incident,
                unlessItFailedOnAWord(
                        incident,
                        remedy.get(),
                        unlessItsNeedWasStopped(turn, incident, remedy.get(), decide(turn, incident, remedy.get()))));
        if (decision instanceof Decision.Proceed
                && Cases.orderedBy(incident, remedy.get(), turn.now()).isEmpty()
                && Storm.severalFellJustNow(turn, incident))
            return wait(
                    turn,
                    incident.with(remedy),
                    new Decision.Wait(turn.now().plus(MORE_MAY_FALL), "several things fell at once; more may follow"));
        return follow(turn, incident.with(remedy), decision);
    }

    private Incident decideGroup(Turn turn, Incident group) {
        var storm = group.finding().trouble() == Trouble.STORM;
        var quietAt = Storm.quietAt(turn, group);
        if (storm && turn.now().isBefore(quietAt))
            return wait(turn, group, new Decision.Wait(quietAt, "more may fall; the question comes when it is quiet"));
        var ill = turn.joined(group.id()).stream()
                .filter(one -> turn.judge(one.resource().id()) instanceof Verdict.Bad)
                .toList();
        if (ill.size() == 1 && group.told().isEmpty())
            return Closing.resolve(
                    turn,
                    group,
                    Resolution.BY_ITSELF,
                    "Only " + ill.getFirst().resource().name() + " is left of it, which is seen to for itself.");
        var remedy = remedies.forGroup(turn, group);
        if (!turn.snapshot().canSee(group.resource())) return cannotSee(turn, group);
        if (remedy.isEmpty())
            return wait(turn, group, new Decision.Wait(turn.now().plus(LOOK_AGAIN), "nothing of it is down now"));
        var known = storm ? group.with(Storm.told(turn, group)) : group;
        return follow(turn, known.with(remedy), decide(turn, known, remedy.get()));
    }

    /** While a question is open: what has fallen since is added to the plan, which makes it another question. */
    Incident askAgainIfAltered(Turn turn, Incident group, Stage.AwaitingApproval asked) {
        var remedy = remedies.forGroup(turn, group);
        if (remedy.isEmpty() || remedy.get().hash().equals(asked.hash())) return group;
        var known = group.finding().trouble() == Trouble.STORM ? group.with(Storm.told(turn, group)) : group;
        return follow(turn, known.with(remedy), decide(turn, known, remedy.get()));
    }

    private Decision decide(Turn turn, Incident incident, Remedy remedy) {
        var tooSlow = remedy.plan().stream()
                .flatMap(step -> turn.snapshot().sighting(step.subject()).stream()
                        .flatMap(target -> Catalogue.tooSlow(step.action(), target).stream()))
                .findFirst();
        if (tooSlow.isPresent()) return new Decision.Refuse(Decision.Then.ESCALATE, tooSlow.get());
        if (awaitsItsSecondWord(turn, incident, remedy))
            return rooms.policy().decide(cases.confirmed(turn, incident, remedy)) instanceof Decision.Refuse refuse
                    ? refuse
                    : new Decision.AskApproval("it is done once that is confirmed");
        var one = cases.of(turn, incident, remedy);
        rooms.policy().shadow(one).ifPresent(would -> Shadows.begin(turn, incident, remedy, would));
        return rooms.policy().decide(one);
    }

    private static boolean awaitsItsSecondWord(Turn turn, Incident incident, Remedy remedy) {
        return incident.order().filter(Order::isAskedBack).isPresent()
                && Cases.orderedBy(incident, remedy, turn.now()).isEmpty();
    }

    /** A person's word about what it needs is one about it as well: started all the same, it would end once more. */
    private static Decision unlessItsNeedWasStopped(Turn turn, Incident incident, Remedy remedy, Decision decision) {
        if (!(decision instanceof Decision.Proceed || decision instanceof Decision.AskApproval)
                || incident.order().isPresent()
                || Cases.orderedBy(incident, remedy, turn.now()).isPresent()) return decision;
        return Roots.stoppedNeed(turn, incident.resource())
                .<Decision>map(need -> new Decision.Refuse(
                        Decision.Then.HANDS_OFF,
                        NEEDS + need.name() + ", which a person stopped; once that runs, this is seen to"))
                .orElse(decision);
    }

    /** Who said yes to it and was told that it failed is not asked the same at once. */
    private static Decision unlessItFailedOnAWord(Incident incident, Remedy remedy, Decision decision) {
        if (!(decision instanceof Decision.AskApproval) || incident.attempts().isEmpty()) return decision;
        var last = incident.attempts().getLast();
        var step = remedy.plan().getFirst();
        var failed = !last.by().equals(Attempt.AGENT)
                && last.outcome()
                        .filter(outcome -> outcome instanceof Outcome.Failed
                                && !outcome.seen().equals(Carrying.NOTHING_CHANGED))
                        .isPresent()
                && last.action() == step.action()
                && last.target().equals(step.target())
                // A backup that failed is found by that very failure.
                && (step.action() == Action.BACKUP_RUN
                        || !last.startedAt().isBefore(incident.finding().since()));
        return failed
                ? new Decision.Refuse(
                        Decision.Then.ESCALATE, "it was tried on the word of " + last.by() + ", and failed")
                : decision;
    }

    /** One backup more would not cure what keeps several from being made. */
    private static Decision unlessItIsOneOfSeveral(Turn turn, Incident incident, Decision decision) {
        if (!(decision instanceof Decision.AskApproval) || !BackupCause.isAbout(incident)) return decision;
        var others = turn.joined(incident.id()).size();
        return others == 0
                ? decision
                : new Decision.Refuse(
                        Decision.Then.ESCALATE,
                        "this befell " + (others + 1) + " guests together; mend what they have in common first");
    }

    private static boolean isHalfGone(Turn turn, Incident incident) {
        return turn.sighting(incident).filter(one -> one.state() == State.DEAD).isPresent();
    }

    static boolean isForWantOfANeed(Stage.HandsOff left) {
        return left.why().startsWith(NEEDS);
    }

    private static Incident cannotSee(Turn turn, Incident incident) {
        return wait(turn, incident, new Decision.Wait(turn.now().plus(LOOK_AGAIN), "it can't be seen now"));
    }

    private Optional<Decision.Wait> tooEarly(Turn turn, Incident incident) {
        var soon = turn.now().plus(LOOK_AGAIN);
        return switch (turn.judge(incident.resource().id())) {
            case Verdict.Bad bad -> mayBeMadeAnew(turn, incident, bad).or(() -> withoutQuorum(turn, incident));
            case Verdict.Well ignored -> Optional.of(new Decision.Wait(soon, "it runs; watching whether it stays"));
            case Verdict.NotYet notYet -> Optional.of(new Decision.Wait(until(notYet, turn.now()), notYet.why()));
            case Verdict.Unseen ignored -> Optional.of(new Decision.Wait(soon, "it can't be seen now"));
            case Verdict.AsItShouldBe fine -> Optional.of(new Decision.Wait(soon, fine.why()));
        };
    }

    /** Compose makes the owner of a network anew first, and who lives in it a moment later. */
    private static Optional<Decision.Wait> mayBeMadeAnew(Turn turn, Incident incident, Verdict.Bad bad) {
        var until = incident.openedAt().plus(COMPOSE_MAY_TAKE);
        return bad.finding().trouble().isOfANetwork() && turn.now().isBefore(until)
                ? Optional.of(new Decision.Wait(until, "whoever started the other anew may do so with it"))
                : Optional.empty();
    }

    /** Nobody is asked about what could not be done after a yes. */
    private static Optional<Decision.Wait> withoutQuorum(Turn turn, Incident incident) {
        var resource = incident.resource();
        var changed = resource.kind().isAGuest() || resource.kind() == Kind.SERVICE || resource.kind() == Kind.BACKUP;
        return turn.snapshot()
                .sighting(resource.host())
                .filter(host -> changed && host.detail() instanceof Cluster cluster && !cluster.quorate())
                .map(ignored -> new Decision.Wait(
                        turn.now().plus(LOOK_AGAIN),
                        "its cluster has lost its quorum, and Proxmox refuses every change"));
    }

    /** What it waits for, such as a lock that may be held for hours, may be over sooner. */
    private static Instant until(Verdict.NotYet notYet, Instant now) {
        var soon = now.plus(LOOK_AGAIN);
        var latest = now.plus(THINK_AGAIN);
        if (notYet.until().isBefore(soon)) return soon;
        return notYet.until().isBefore(latest) ? notYet.until() : latest;
    }

    private static Incident wait(Turn turn, Incident incident, Decision.Wait decision) {
        var known = incident.decision()
                .filter(before -> before.reason().equals(decision.reason()))
                .isPresent();
        var told = known ? incident : incident.saying(turn.now(), "Waiting: " + decision.reason() + ".");
        return told.with(decision).at(new Stage.Waiting(decision.until(), decision.reason()));
    }

    private Incident follow(Turn turn, Incident incident, Decision decision) {
        if (decision instanceof Decision.Wait wait) return wait(turn, incident, wait);
        var decided = incident.with(decision).saying(turn.now(), words(incident, decision));
        turn.journal("decided", incident, words(incident, decision));
        return switch (decision) {
            case Decision.Proceed ignored -> decided.at(new Stage.Acting(runs(decided)));
            case Decision.AskApproval ignored ->
                decided.answered(Optional.empty())
                        .at(new Stage.AwaitingApproval(
                                hash(decided), turn.now(), turn.now().plus(ANSWER_WITHIN)));
            case Decision.Wait wait -> wait(turn, decided, wait);
            case Decision.Refuse refuse ->
                decided.at(
                        switch (refuse.then()) {
                            case HANDS_OFF -> new Stage.HandsOff(refuse.reason());
                            case ESCALATE -> new Stage.Escalated(refuse.reason());
                        });
        };
    }

    private static java.util.List<StepRun> runs(Incident incident) {
        return incident.remedy().orElseThrow().plan().stream()
                .map(step -> new StepRun(step, Progress.PENDING, Optional.empty(), ""))
                .toList();
    }

    private static String hash(Incident incident) {
        return incident.remedy().orElseThrow().hash();
    }

    private static String words(Incident incident, Decision decision) {
        var what = incident.remedy().map(Remedy::words).orElse("nothing");
        return switch (decision) {
            case Decision.Proceed proceed -> "Doing " + what + ": " + proceed.reason() + ".";
            case Decision.AskApproval ask -> "Asking before " + what + ": " + ask.reason() + ".";
            case Decision.Wait wait -> "Waiting: " + wait.reason() + ".";
            case Decision.Refuse refuse ->
                (refuse.then() == Decision.Then.ESCALATE ? "A person is needed: " : "Hands off: ")
                        + refuse.reason()
                        + (refuse.reason().endsWith(".") ? "" : ".");
        };
    }

    /** What Policy says of a Wait for the pause. */
    static boolean isPaused(Stage.Waiting waiting) {
        return waiting.why().equals(Policy.PAUSED);
    }
}
