package homelab.web.page;

import homelab.model.Approval;
import homelab.model.Attempt;
import homelab.model.Decision;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Incident;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The story of one incident, in the order in which it happened.
 *
 * @param found what was detected
 * @param plan the exact calls
 * @param end how it ended; empty while it is open
 * @param parent the incident that it belongs to
 * @param joined those that belong to it
 * @param question what a person can answer now
 */
record Tale(
        String id,
        String title,
        String stage,
        Tone tone,
        String severity,
        String resource,
        String host,
        String found,
        Instant openedAt,
        List<Evidence> evidence,
        Optional<Cause> cause,
        Optional<Choice> decision,
        Optional<Said> approval,
        List<PlanStep> plan,
        String risk,
        String warning,
        List<Done> attempts,
        Optional<End> end,
        Optional<String> parent,
        List<IncidentLine> joined,
        List<Incident.Entry> timeline,
        Optional<Question> question) {

    record Cause(String word, String says, long percent) {}

    record Choice(String what, String reason) {}

    /** A person's answer, or its absence. */
    record Said(String what, Instant at) {}

    /** @param tone the look of the outcome */
    record Done(
            String action, String name, String target, String by, Instant at, String outcome, Tone tone, String seen) {}

    record End(String how, Instant at, String lasted) {}

    public boolean open() {
        return end.isEmpty();
    }

    static Tale of(Incident incident, List<Incident> joined, boolean paused) {
        var stage = incident.stage();
        return new Tale(
                incident.id().toString(),
                incident.title(),
                Phrases.capital(Phrases.stage(stage)),
                Phrases.tone(incident),
                incident.finding().severity().name().toLowerCase(Locale.ROOT),
                incident.resource().name(),
                incident.resource().host().value(),
                Phrases.closed(incident.finding().says()),
                incident.openedAt(),
                incident.diagnosis().map(Diagnosis::evidence).orElse(List.of()),
                incident.diagnosis().map(Tale::cause),
                incident.decision().map(Tale::choice),
                incident.approval().map(Tale::said),
                incident.remedy().map(PlanStep::of).orElse(List.of()),
                incident.remedy().map(Remedy::risk).map(Phrases::risk).orElse(""),
                Phrases.closed(
                        Phrases.capital(incident.remedy().map(Remedy::warning).orElse(""))),
                incident.attempts().stream().map(Tale::done).toList(),
                stage instanceof Stage.Resolved resolved ? Optional.of(end(incident, resolved)) : Optional.empty(),
                stage instanceof Stage.Joined part ? Optional.of(part.to().toString()) : Optional.empty(),
                joined.stream().map(IncidentLine::of).toList(),
                incident.timeline(),
                Question.of(incident, paused));
    }

    private static Cause cause(Diagnosis diagnosis) {
        return new Cause(diagnosis.cause(), diagnosis.says(), Math.round(diagnosis.confidence() * 100));
    }

    private static Choice choice(Decision decision) {
        var what = switch (decision) {
            case Decision.Proceed ignored -> "Do it";
            case Decision.AskApproval ignored -> "Ask first";
            case Decision.Wait ignored -> "Wait";
            case Decision.Refuse refuse ->
                switch (refuse.then()) {
                    case HANDS_OFF -> "Leave it alone";
                    case ESCALATE -> "Call a person";
                };
        };
        return new Choice(what, Phrases.closed(decision.reason()));
    }

    private static Said said(Approval approval) {
        return switch (approval) {
            case Approval.Granted granted -> new Said("Approved by " + granted.by() + ".", granted.at());
            case Approval.Denied denied -> new Said("Rejected by " + denied.by() + ".", denied.at());
            case Approval.Expired expired -> new Said("Nobody answered within the hour.", expired.at());
        };
    }

    private static Done done(Attempt attempt) {
        return new Done(
                attempt.action().word(),
                attempt.name(),
                attempt.target().value(),
                attempt.by(),
                attempt.startedAt(),
                attempt.outcome()
                        .map(Outcome::word)
                        .map(word -> Phrases.capital(word.toLowerCase(Locale.ROOT)))
                        .orElse("Not seen yet"),
                attempt.outcome().map(Tale::tone).orElse(Tone.BUSY),
                attempt.outcome()
                        .map(Outcome::seen)
                        .map(Phrases::closed)
                        .orElse("What came of it is still being watched."));
    }

    private static Tone tone(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recovered ignored -> Tone.WELL;
            case Outcome.Unchanged ignored -> Tone.WRONG;
            case Outcome.Worsened ignored -> Tone.WRONG;
            case Outcome.Failed ignored -> Tone.WRONG;
            case Outcome.Unknown ignored -> Tone.UNSEEN;
        };
    }

    private static End end(Incident incident, Stage.Resolved resolved) {
        return new End(
                Phrases.capital(Phrases.stage(resolved)),
                resolved.at(),
                Times.length(Duration.between(incident.openedAt(), resolved.at())));
    }
}
