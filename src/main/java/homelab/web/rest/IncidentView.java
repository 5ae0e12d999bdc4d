package homelab.web.rest;

import homelab.model.Attempt;
import homelab.model.Decision;
import homelab.model.Diagnosis;
import homelab.model.Incident;
import homelab.model.Outcome;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incident as programs see it.
 *
 * @param says what is wrong now, in a sentence
 * @param why what the stage rests on
 * @param until when the stage ends by itself
 * @param joined the incident it belongs to
 * @param diagnosis the sentence behind {@code cause}
 */
record IncidentView(
        String id,
        String title,
        String severity,
        String stage,
        Optional<String> why,
        Optional<Instant> until,
        Optional<String> joined,
        Optional<String> resolution,
        ResourceView resource,
        String trouble,
        String says,
        Instant openedAt,
        Optional<Instant> closedAt,
        Optional<String> cause,
        Optional<Double> confidence,
        Optional<String> diagnosis,
        List<EvidenceView> evidence,
        Optional<DecisionView> decision,
        Optional<RemedyView> remedy,
        List<AttemptView> attempts,
        List<EntryView> timeline) {

    record ResourceView(String id, String kind, String name, String host) {
        static ResourceView of(Resource resource) {
            return new ResourceView(
                    resource.id().value(),
                    resource.kind().name(),
                    resource.name(),
                    resource.host().value());
        }
    }

    record EvidenceView(String from, List<String> lines) {}

    record DecisionView(String kind, String reason) {
        static DecisionView of(Decision decision) {
            var kind = switch (decision) {
                case Decision.Proceed ignored -> "PROCEED";
                case Decision.AskApproval ignored -> "ASK_APPROVAL";
                case Decision.Wait ignored -> "WAIT";
                case Decision.Refuse ignored -> "REFUSE";
            };
            return new DecisionView(kind, decision.reason());
        }
    }

    record AttemptView(
            String action,
            String target,
            String name,
            String by,
            Instant startedAt,
            Optional<String> outcome,
            Optional<String> seen) {
        static AttemptView of(Attempt attempt) {
            return new AttemptView(
                    attempt.action().word(),
                    attempt.target().value(),
                    attempt.name(),
                    attempt.by(),
                    attempt.startedAt(),
                    attempt.outcome().map(Outcome::word),
                    attempt.outcome().map(Outcome::seen));
        }
    }

    record EntryView(Instant at, String what) {}

    static IncidentView of(Incident incident) {
        var finding = incident.finding();
        var stage = incident.stage();
        return new IncidentView(
                incident.id().toString(),
                incident.title(),
                finding.severity().name(),
                stage.word(),
                why(stage),
                until(stage),
                stage instanceof Stage.Joined joined ? Optional.of(joined.to().toString()) : Optional.empty(),
                stage instanceof Stage.Resolved resolved
                        ? Optional.of(resolved.how()).map(Resolution::name)
                        : Optional.empty(),
                ResourceView.of(incident.resource()),
                finding.trouble().name(),
                finding.says(),
                incident.openedAt(),
                incident.closedAt(),
                incident.diagnosis().map(Diagnosis::cause),
                incident.diagnosis().map(Diagnosis::confidence),
                incident.diagnosis().map(Diagnosis::says),
                incident.diagnosis().map(Diagnosis::evidence).orElse(List.of()).stream()
                        .map(seen -> new EvidenceView(seen.from(), seen.lines()))
                        .toList(),
                incident.decision().map(DecisionView::of),
                incident.remedy().map(RemedyView::of),
                incident.attempts().stream().map(AttemptView::of).toList(),
                incident.timeline().stream()
                        .map(entry -> new EntryView(entry.at(), entry.what()))
                        .toList());
    }

    private static Optional<String> why(Stage stage) {
        return switch (stage) {
            case Stage.Waiting waiting -> Optional.of(waiting.why());
            case Stage.HandsOff handsOff -> Optional.of(handsOff.why());
            case Stage.Escalated escalated -> Optional.of(escalated.why());
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> until(Stage stage) {
        return switch (stage) {
            case Stage.Waiting waiting -> Optional.of(waiting.until());
            case Stage.AwaitingApproval awaiting -> Optional.of(awaiting.expiresAt());
            case Stage.Settling settling -> Optional.of(settling.until());
            default -> Optional.empty();
        };
    }
}
