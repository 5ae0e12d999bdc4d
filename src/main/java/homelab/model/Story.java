package homelab.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people are told about one incident, as it stands now. A later story replaces the earlier one.
 *
 * @param key changes when there is something new to tell
 * @param urgent may break quiet hours
 * @param question the remedy that waits for an answer
 */
public record Story(
        Incident.Id incident,
        String key,
        Instant at,
        Severity severity,
        String title,
        List<String> lines,
        boolean urgent,
        Optional<Question> question) {
    public Story {
        lines = List.copyOf(lines);
    }

    /** What may be approved or rejected. */
    public record Question(String remedyHash, String remedy, Risk risk) {}
}
