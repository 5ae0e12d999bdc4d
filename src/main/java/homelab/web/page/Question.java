package homelab.web.page;

import homelab.model.Decision;
import homelab.model.Incident;
import homelab.model.Mode;
import homelab.model.Remedy;
import homelab.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person can answer about an incident, with all that must be known for it.
 *
 * @param asks the question itself
 * @param says what is wrong
 * @param why it is asked, or why a person is needed
 * @param warning what must be known before; may be empty
 * @param until when the question ends by itself; empty when nothing waits
 * @param plan the exact calls that an approval allows; empty when there are none to approve
 * @param hash what the buttons are bound to; empty without a plan
 * @param held true while the agent is paused: nothing can be approved
 */
record Question(
        String id,
        String asks,
        String says,
        String why,
        String warning,
        Optional<Instant> until,
        String risk,
        List<PlanStep> plan,
        String hash,
        boolean held) {

    /** Whether it waits for an answer, rather than only taking one. */
    public boolean waits() {
        return until.isPresent();
    }

    static Optional<Question> of(Incident incident, boolean paused) {
        var remedy = incident.remedy().filter(ignored -> mayBeOrdered(incident));
        return switch (incident.stage()) {
            case Stage.AwaitingApproval asked ->
                incident.remedy()
                        .map(plan -> of(
                                incident,
                                Phrases.asks(incident, plan),
                                reason(incident),
                                Optional.of(asked.expiresAt()),
                                Optional.of(plan),
                                paused));
            case Stage.Escalated escalated ->
                Optional.of(of(incident, "A person is needed", escalated.why(), Optional.empty(), remedy, paused));
            case Stage.HandsOff handsOff ->
                Optional.of(of(incident, "Left alone", handsOff.why(), Optional.empty(), remedy, paused));
            default -> Optional.empty();
        };
    }

    private static Question of(
            Incident incident,
            String asks,
            String why,
            Optional<Instant> until,
            Optional<Remedy> remedy,
            boolean paused) {
        return new Question(
                incident.id().toString(),
                asks,
                says(incident),
                Phrases.closed(Phrases.capital(why)),
                Phrases.closed(Phrases.capital(remedy.map(Remedy::warning).orElse(""))),
                until,
                remedy.map(plan -> Phrases.risk(plan.risk())).orElse(""),
                remedy.map(PlanStep::of).orElse(List.of()),
                remedy.map(Remedy::hash).orElse(""),
                paused);
    }

    private static String says(Incident incident) {
        var says = Phrases.closed(incident.finding().says());
        return says.startsWith(incident.title()) ? says : Phrases.closed(incident.title()) + " " + says;
    }

    private static String reason(Incident incident) {
        return incident.decision().map(Decision::reason).orElse("");
    }

    /** What its owner closed to the agent by label is not offered. */
    private static boolean mayBeOrdered(Incident incident) {
        var wishes = incident.resource().wishes();
        return !wishes.handsOff()
                && wishes.ceiling().filter(mode -> mode == Mode.OFF).isEmpty();
    }
}
