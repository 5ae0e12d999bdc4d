package homelab.loop;

import homelab.model.Ceiling;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Lesson;
import homelab.model.Resource;
import homelab.model.Shadow;
import homelab.model.Snapshot;
import java.time.Instant;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * All that the loop owns. A turn makes the next one; it becomes true when it is on disk.
 *
 * @param open incidents that are not resolved
 * @param pending resources to be judged again, and when
 * @param shadows what is only watched and has not come out yet
 * @param inFlight intents whose call this very process has sent and that is not answered yet
 * @param asked when a fresh look at a resource was last asked for
 * @param cursorSaved when a cursor was last written, per host
 */
record State(
        Snapshot snapshot,
        PMap<Incident.Id, Incident> open,
        PMap<Resource.Id, Instant> pending,
        PMap<Lesson.Key, Lesson> lessons,
        PMap<Incident.Id, Shadow> shadows,
        PSet<Intent.Id> inFlight,
        PMap<Resource.Id, Instant> asked,
        PMap<Resource.Id, Instant> cursorSaved,
        Ceiling ceiling,
        long lastIncident,
        boolean paused) {}
