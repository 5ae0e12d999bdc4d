package homelab.loop;

import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Resource;
import java.util.Set;

/** What a turn wants done outside, once it is on disk. */
sealed interface Effect {
    record Gather(Incident.Id incident, Resource resource) implements Effect {}

    record CarryOut(Intent intent, Resource.Id host) implements Effect {}

    record LookAt(Resource.Id host, Set<Resource.Id> ids) implements Effect {}
}
