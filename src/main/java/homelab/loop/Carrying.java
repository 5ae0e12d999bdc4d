package homelab.loop;

import homelab.loop.act.Answer;
import homelab.loop.act.Catalogue;
import homelab.loop.decide.Cautions;
import homelab.loop.detect.Verdict;
import homelab.model.Approval;
import homelab.model.Attempt;
import homelab.model.Decision;
import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Order;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.Stage.StepRun;
import homelab.model.Stage.StepRun.Progress;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a plan: writes each intent down, lets it be sent once, and takes the answer, or looks where there is none. */
final class Carrying {
    /** Of what was sent, or was not because the agent ended just before it. */
    static final String NOTHING_CHANGED = "no answer, and nothing had changed by the deadline";

    private static final int AT_ONCE = 4;
    private static final Duration LISTING_MAY_TAKE = Duration.ofMinutes(10);
    private static final Duration TRIES_ARE_KEPT = Duration.ofDays(1);
    private static final Duration NEED_MAY_TAKE = Duration.ofSeconds(60);

    private final Rooms rooms;
    private final Cases cases;

    Carrying(Rooms rooms) {
        this.rooms = rooms;
        this.cases = new Cases(rooms);
    }

    Incident carryOn(Turn turn, Incident incident, Stage.Acting acting) {
        var work = incident;
        var runs = new ArrayList<>(acting.runs());
        for (var i = 0; i < runs.size(); i++) {
            var run = runs.get(i);
            if (run.progress() == Progress.SENT && !turn.isInFlight(run.intent().orElseThrow()))
                runs.set(i, lookFirst(turn, work, run));
        }
        for (var i = 0; i < runs.size(); i++) {
            if (runs.get(i).progress() != Progress.PENDING) continue;
            var next = begin(turn, work, runs, runs.get(i));
            if (next.progress() == Progress.SENT)
                work = attempting(turn, work, next.intent().orElseThrow());
            runs.set(i, next);
        }
        for (var i = 0; i < runs.size(); i++)
            if (!runs.get(i).equals(acting.runs().get(i))) work = noted(turn, work, runs.get(i));
        if (!runs.stream().allMatch(StepRun::over)) return work.at(new Stage.Acting(runs));
        return work.at(new Stage.Settling(runs, turn.now(), turn.now()));
    }

    /** The answer to a call of ours is here. */
    static void answered(Turn turn, Intent intent, Answer answer) {
        turn.landed(intent);
        var incident = turn.open(intent.incident());
        if (incident.isEmpty() || !(incident.get().stage() instanceof Stage.Acting acting)) return;
        var runs = new ArrayList<StepRun>();
        for (var run : acting.runs())
            runs.add(run.intent().filter(intent::equals).isPresent() ? after(run, answer) : run);
        turn.journal("answered", incident.get(), intent.id() + ": " + answer.text());
        var said = incident.get()
                .saying(turn.now(), intent.step().action() + " " + intent.step().name() + ": " + answer.text());
        if (answer instanceof Answer.Rejected)
            said = Settling.outcome(turn, said, intent, new Outcome.Failed(answer.text()));
        if (answer instanceof Answer.NothingToDo || answer instanceof Answer.NotBegun)
            said = Settling.noted(turn, said, intent, new Outcome.Failed(answer.text()));
        if (answer instanceof Answer.HeldBack) {
            giveBackTry(turn, intent);
            said = Settling.outcome(turn, said, intent, new Outcome.Unknown("it was not sent: " + answer.text()));
        }
        turn.save(said.at(new Stage.Acting(runs)));
        // A disk is looked at once all that was to go has gone: listing what is on it takes an engine long.
        if (!(answer instanceof Answer.HeldBack) && !intent.step().action().cleans())
            turn.snapshot().sighting(intent.step().subject()).ifPresent(one -> turn.lookAt(one.resource()));
    }

    private static StepRun after(StepRun run, Answer answer) {
        return switch (answer) {
            case Answer.Accepted ignored -> new StepRun(run.step(), Progress.DONE, run.intent(), answer.text());
            case Answer.NothingToDo ignored -> new StepRun(run.step(), Progress.SKIPPED, run.intent(), answer.text());
            case Answer.Rejected ignored -> new StepRun(run.step(), Progress.FAILED, run.intent(), answer.text());
            case Answer.NotBegun ignored -> new StepRun(run.step(), Progress.NOT_BEGUN, run.intent(), answer.text());
            case Answer.HeldBack ignored -> new StepRun(run.step(), Progress.NOT_BEGUN, run.intent(), answer.text());
            case Answer.Unclear ignored -> new StepRun(run.step(), Progress.SENT, run.intent(), answer.text());
        };
    }

    static void giveBackTry(Turn turn, Intent intent) {
        turn.snapshot()
                .history(intent.step().lineage())
                .filter(known -> known.tries().contains(intent.at()))
                .ifPresent(known -> turn.remember(known.tried(known.tries().stream()
                        .filter(at -> !at.equals(intent.at()))
                        .toList())));
    }

    /** Sent, and no answer: by this process, or by one that ended. Whether it happened is seen at the target. */
    private static StepRun lookFirst(Turn turn, Incident incident, StepRun run) {
        var intent = run.intent().orElseThrow();
        if (turn.isGone(incident, run.step()))
            return new StepRun(run.step(), Progress.DONE, run.intent(), "no answer, and it was removed meanwhile");
        var seen = turn.snapshot().sighting(intent.step().subject());
        var visible = seen.filter(one -> turn.snapshot().canSee(one.resource()));
        if (visible.filter(one -> Catalogue.happened(intent, one)).isPresent())
            return new StepRun(run.step(), Progress.DONE, run.intent(), "no answer, but it was seen to have happened");
        if (intent.step().action().cleans())
            visible.filter(one -> !Catalogue.lookedAt(intent, one).isAfter(intent.at()))
                    .ifPresent(one -> turn.lookAt(one.resource()));
        var over = !turn.now().isBefore(intent.deadline());
        if (over
                && visible.filter(one -> !Catalogue.lookedAt(intent, one).isBefore(intent.deadline()))
                        .isPresent()) return new StepRun(run.step(), Progress.FAILED, run.intent(), NOTHING_CHANGED);
        // What can't be listed for so long can't be told; what the disk shows then has to do.
        if (intent.step().action().cleans()
                && !turn.now().isBefore(intent.deadline().plus(LISTING_MAY_TAKE)))
            return new StepRun(run.step(), Progress.DONE, run.intent(), "no answer, and what came of it is not known");
        if (over) seen.ifPresent(one -> turn.lookAt(one.resource()));
        return run;
    }

    private StepRun begin(Turn turn, Incident incident, List<StepRun> runs, StepRun run) {
        var inFlight =
                runs.stream().filter(one -> one.progress() == Progress.SENT).count();
        if (turn.paused() || inFlight >= (run.step().action().cleans() ? 1 : AT_ONCE)) return run;
        for (var index : run.step().after()) {
            var need = need(turn, incident, runs.get(index));
            if (need == Need.FAILED) return skipped(run, "what it needs did not come to run");
            if (need == Need.NOT_YET) return run;
        }
        var target = turn.snapshot().sighting(run.step().subject());
        if (turn.isGone(incident, run.step())) return skipped(run, "it no longer exists");
        if (target.isEmpty() || !turn.snapshot().canSee(target.get().resource())) return run;
        if (run.step().action().cleans()) {
            var held = Cleaning.holdsBack(turn, runs, run, target.get());
            if (held.isPresent()) return held.get();
        }
        var obstacle = Catalogue.obstacle(run.step(), target.get());
        if (obstacle.isPresent()) return skipped(run, obstacle.get());
        var verdict = turn.judge(run.step().subject());
        var networkLost = verdict instanceof Verdict.Bad bad && bad.finding().trouble() == Trouble.NETWORK_LOST;
        if (incident.order().isEmpty() && !Catalogue.stillNeeded(run.step().action(), target.get(), networkLost))
            return skipped(run, "it is not unhealthy any more");
        // Also under a person's approval: what was stopped since is not what was asked about.
        if (incident.order().isEmpty() && verdict instanceof Verdict.AsItShouldBe fine) return skipped(run, fine.why());
        var danger = newDanger(turn, incident, run.step(), target.get());
        if (danger.isPresent()) return skipped(run, danger.get());
        var begun = begun(runs, run.step());
        var decision = rooms.policy()
                .decide(cases.of(turn, incident, incident.remedy().orElseThrow(), run.step(), begun.isPresent()));
        if (!(decision instanceof Decision.Proceed)) return skipped(run, decision.reason());
        return sent(turn, incident, run, target.get(), begun);
    }

    /** The first intent of this plan about the same: with it the try was counted, however many steps it takes. */
    private static Optional<Intent> begun(List<StepRun> runs, Step step) {
        return runs.stream()
                .filter(other -> other.step().subject().equals(step.subject()))
                .flatMap(other -> other.intent().stream())
                .findFirst();
    }

    /** What a person was not warned of, or nobody knew of, when the plan was made. */
    private Optional<String> newDanger(Turn turn, Incident incident, Step step, Sighting target) {
        var warned = incident.remedy().map(Remedy::warning).orElse("");
        return Cautions.dangers(cases.target(turn, step.action(), target)).stream()
                .filter(danger -> !warned.contains(danger))
                .findFirst();
    }

    /** How far a step that others wait for has come. */
    private enum Need {
        MET,
        NOT_YET,
        FAILED
    }

    private static Need need(Turn turn, Incident incident, StepRun run) {
        if (!run.over()) return Need.NOT_YET;
        if (run.progress() == Progress.FAILED || run.progress() == Progress.NOT_BEGUN) return Need.FAILED;
        var seen = turn.snapshot().sighting(run.step().subject());
        if (seen.isEmpty()) return turn.isGone(incident, run.step()) ? Need.FAILED : Need.NOT_YET;
        if (seen.get().state() == State.RUNNING) return Need.MET;
        var limit = run.intent().map(Intent::at).orElse(seen.get().since()).plus(longestStart(seen.get()));
        return turn.now().isBefore(limit) ? Need.NOT_YET : Need.FAILED;
    }

    private static Duration longestStart(Sighting sighting) {
        return sighting.detail() instanceof Detail.Container container
                ? container
                        .health()
                        .map(Detail.HealthCheck::longestStart)
                        .orElse(Duration.ZERO)
                        .plus(NEED_MAY_TAKE)
                : NEED_MAY_TAKE;
    }

    private static StepRun sent(Turn turn, Incident incident, StepRun run, Sighting target, Optional<Intent> begun) {
        var number = incident.attempts().size() + 1;
        var mayTake = Catalogue.mayTake(run.step().action(), target);
        var intent = new Intent(
                new Intent.Id(incident.id() + "." + number),
                incident.id(),
                run.step(),
                target.state(),
                Catalogue.before(run.step().action(), target),
                begun.map(Intent::fullBefore).orElseGet(() -> fullness(target)),
                mayTake,
                turn.epoch(),
                turn.now(),
                Catalogue.deadline(turn.now(), mayTake));
        turn.intend(intent, target.resource().host());
        if (begun.isEmpty()) count(turn, incident, run.step(), target);
        return new StepRun(run.step(), Progress.SENT, Optional.of(intent), "");
    }

    private static Optional<Disk.Fullness> fullness(Sighting target) {
        return target.detail() instanceof Disk disk ? disk.fullness() : Optional.empty();
    }

    /** In the same commit as the intent: an unasked try counts, a person's word clears the count. */
    private static void count(Turn turn, Incident incident, Step step, Sighting target) {
        var known = turn.snapshot().history(step.lineage()).orElseGet(() -> History.of(target.resource()));
        var tries = new ArrayList<Instant>();
        if (person(incident).isEmpty()) {
            tries.addAll(known.tries());
            tries.removeIf(at -> at.isBefore(turn.now().minus(TRIES_ARE_KEPT)));
            tries.add(turn.now());
        }
        turn.remember(known.tried(tries));
    }

    private static Incident attempting(Turn turn, Incident incident, Intent intent) {
        var by = person(incident).orElse(Attempt.AGENT);
        var attempts = new ArrayList<>(incident.attempts());
        attempts.add(new Attempt(
                intent.id(),
                intent.step().action(),
                intent.step().target(),
                intent.step().name(),
                by,
                turn.now(),
                Optional.empty()));
        turn.journal(
                "intent",
                incident,
                intent.id() + ": " + intent.step().action() + " "
                        + intent.step().name() + " " + intent.step().target() + " by " + by);
        return incident.with(attempts);
    }

    /** Whose word the plan carries out; empty: the agent's own. */
    static Optional<String> person(Incident incident) {
        return incident.approval()
                .filter(Approval.Granted.class::isInstance)
                .map(Approval.Granted.class::cast)
                .filter(answer -> incident.remedy()
                        .filter(plan -> plan.hash().equals(answer.hash()))
                        .isPresent())
                .map(answer -> answer.by().toString())
                .or(() -> incident.order().map(Order::by).map(Object::toString));
    }

    private static Incident noted(Turn turn, Incident incident, StepRun run) {
        return switch (run.progress()) {
            case SKIPPED -> incident.saying(turn.now(), run.step().name() + " was skipped: " + run.note() + ".");
            case FAILED -> failed(turn, incident, run);
            case DONE -> incident.saying(turn.now(), run.step().name() + ": " + run.note() + ".");
            case PENDING, SENT, NOT_BEGUN -> incident;
        };
    }

    /** A step that failed without a doubt has its outcome at once. */
    static Incident failed(Turn turn, Incident incident, StepRun run) {
        return run.intent()
                .map(intent -> Settling.outcome(turn, incident, intent, new Outcome.Failed(run.note())))
                .orElse(incident);
    }

    static StepRun skipped(StepRun run, String why) {
        return new StepRun(run.step(), Progress.SKIPPED, Optional.empty(), why);
    }
}
