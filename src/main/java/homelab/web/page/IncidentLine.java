package homelab.web.page;

import homelab.model.Incident;
import homelab.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An incident in a list.
 *
 * @param stage where it stands, in a few words
 * @param lasted how long it was open; empty while it is
 */
record IncidentLine(
        String id, String title, String host, String stage, Tone tone, Instant openedAt, Optional<String> lasted) {
    static IncidentLine of(Incident incident) {
        var lasted = incident.stage() instanceof Stage.Resolved resolved
                ? Optional.of(Times.length(Duration.between(incident.openedAt(), resolved.at())))
                : Optional.<String>empty();
        return new IncidentLine(
                incident.id().toString(),
                incident.title(),
                incident.resource().host().value(),
                Phrases.stage(incident.stage()),
                Phrases.tone(incident),
                incident.openedAt(),
                lasted);
    }
}
