package homelab.integration.proxmox;

import homelab.model.Dependency;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Wishes;
import java.util.List;
import java.util.Optional;

/**
 * What the things of one cluster are called.
 *
 * @param cluster its own name; that of the node where that is alone
 * @param host what they are all seen through
 */
record Home(String cluster, Resource.Id host) {
    Resource.Id guest(int vmid) {
        return new Resource.Id(vmid + "@" + cluster);
    }

    Resource.Id node(String name) {
        return new Resource.Id("node/" + name + "@" + cluster);
    }

    /** Such as {@code memory/pve1@home}. */
    Resource.Id part(String sort, String of) {
        return new Resource.Id(sort + "/" + of + "@" + cluster);
    }

    /** Something that is a part of another, or says something about it. */
    Resource part(Kind kind, Resource.Id id, String name, Resource.Id of, Wishes wishes) {
        return new Resource(
                id,
                Lineage.named(cluster, id.value().substring(0, id.value().lastIndexOf('@'))),
                kind,
                name,
                host,
                List.of(Dependency.by(of, Dependency.When.OF)),
                wishes);
    }

    /** The number of the guest that this is the id of. */
    static Optional<Integer> vmid(Resource.Id id) {
        var at = id.value().indexOf('@');
        var digits = at < 0 ? "" : id.value().substring(0, at);
        return digits.matches("[0-9]{3,9}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }
}
