package homelab.store;

import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.JournalEntry;
import homelab.model.Lesson;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Setting;
import homelab.model.Shadow;
import homelab.model.Sighting;
import homelab.model.Story;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that one turn writes, in one transaction.
 *
 * @param incidents new or changed, whole
 * @param histories new or changed, whole
 * @param forgotten lineages of which nothing is kept any longer; written before the histories
 * @param intents new; an intent is never changed
 * @param stories to be delivered to every recipient, in this order
 * @param cursors where each host's event stream is to be resumed
 */
public record Commit(
        Instant at,
        List<Incident> incidents,
        List<History> histories,
        List<Lineage> forgotten,
        List<Intent> intents,
        List<Lesson> lessons,
        List<Shadow> shadows,
        List<Setting> settings,
        List<JournalEntry> journal,
        List<Story> stories,
        Map<Resource.Id, String> cursors,
        List<StateChange> stateChanges) {

    /** What a resource became. */
    public record StateChange(Resource resource, Sighting.Change change) {}

    public boolean isEmpty() {
        return incidents.isEmpty()
                && histories.isEmpty()
                && forgotten.isEmpty()
                && intents.isEmpty()
                && lessons.isEmpty()
                && shadows.isEmpty()
                && settings.isEmpty()
                && journal.isEmpty()
                && stories.isEmpty()
                && cursors.isEmpty()
                && stateChanges.isEmpty();
    }
}
