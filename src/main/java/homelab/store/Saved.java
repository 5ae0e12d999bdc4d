package homelab.store;

import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Lesson;
import homelab.model.Resource;
import homelab.model.Setting;
import homelab.model.Shadow;
import java.util.List;
import java.util.Map;

/**
 * What an earlier process left behind.
 *
 * @param open incidents that are not resolved
 * @param shadows those that have not ended
 * @param lastIncident the highest number ever given; 0 for none
 */
public record Saved(
        List<Incident> open,
        long lastIncident,
        List<History> histories,
        List<Lesson> lessons,
        List<Shadow> shadows,
        List<Setting> settings,
        Map<Resource.Id, String> cursors) {}
