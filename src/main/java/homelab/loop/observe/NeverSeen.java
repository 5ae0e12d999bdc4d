package homelab.loop.observe;

import homelab.model.BackupServer;
import homelab.model.Cluster;
import homelab.model.Detail;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Lineage;
import homelab.model.Observation;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is known of something only by its id, and that is not much. */
final class NeverSeen {
    /** As Docker shows ids. */
    private static final int SHORT_ID = 12;

    private static final Level NO_LEVEL = new Level(0, "", new Level.Marks(85, 95, 80, Duration.ofMinutes(2)));
    private static final Report NO_REPORT = new Report(Optional.empty(), "", Optional.empty());

    private NeverSeen() {}

    static Sighting of(Observation.Unseen unseen, Resource.Id host) {
        var id = unseen.about().value();
        if (unseen.about().equals(host)) {
            var name = id.substring(id.indexOf(':') + 1);
            if (id.startsWith("proxmox:")) return sighting(unseen, host, Kind.CLUSTER, name, Cluster.NOTHING);
            if (id.startsWith("pbs:")) return sighting(unseen, host, Kind.BACKUP_SERVER, name, new BackupServer(""));
            return sighting(unseen, host, Kind.HOST, name, new Detail.Engine("", "", false));
        }
        if (host.value().startsWith("pbs:")) {
            var name = id.replaceFirst("@[^@]*$", "").replace('/', ' ');
            return name.startsWith("datastore ")
                    ? sighting(unseen, host, Kind.STORAGE, name, NO_LEVEL)
                    : sighting(unseen, host, Kind.BACKUP, name, NO_REPORT);
        }
        var name = id.substring(0, Math.min(SHORT_ID, id.length()));
        return sighting(unseen, host, Kind.CONTAINER, name, Detail.Container.NOTHING);
    }

    private static Sighting sighting(
            Observation.Unseen unseen, Resource.Id host, Kind kind, String name, Detail detail) {
        var lineage = Lineage.named(host.value(), name);
        return new Sighting(
                new Resource(unseen.about(), lineage, kind, name, host, List.of(), Wishes.NONE),
                State.UNSEEN,
                detail,
                unseen.at(),
                unseen.at(),
                List.of(),
                Optional.of(unseen.reason()));
    }
}
