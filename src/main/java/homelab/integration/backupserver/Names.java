package homelab.integration.backupserver;

import homelab.model.Dependency;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Wishes;
import java.util.List;

/**
 * What the things of one backup server are called.
 *
 * @param server its name as it is configured
 * @param host what they are all seen through
 */
record Names(String server, Resource.Id host) {
    Resource itself() {
        return new Resource(
                host, Lineage.named(host.value(), "server"), Kind.BACKUP_SERVER, server, host, List.of(), Wishes.NONE);
    }

    Resource datastore(String store) {
        return part(Kind.STORAGE, "datastore", store, "datastore " + store, host);
    }

    Resource verification(String store) {
        return part(
                Kind.BACKUP,
                "verification",
                store,
                "the verification of " + store,
                datastore(store).id());
    }

    Resource upkeep(String store) {
        return part(
                Kind.BACKUP,
                "upkeep",
                store,
                "the upkeep of " + store,
                datastore(store).id());
    }

    Resource certificate() {
        return part(Kind.CERTIFICATE, "certificate", "server", "certificate of " + server, host);
    }

    /** All that tells of one datastore. */
    List<Resource> of(String store) {
        return List.of(datastore(store), verification(store), upkeep(store));
    }

    /** Its id is such as {@code datastore/main@pbs}. */
    private Resource part(Kind kind, String sort, String of, String name, Resource.Id on) {
        return new Resource(
                new Resource.Id(sort + "/" + of + "@" + server),
                Lineage.named(host.value(), sort + "/" + of),
                kind,
                name,
                host,
                List.of(Dependency.by(on, Dependency.When.OF)),
                Wishes.NONE);
    }
}
