package homelab.integration.proxmox;

import homelab.model.Kind;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is behind a node or a guest that cannot be seen: it was there before, and is hidden rather than gone. */
final class Behind {
    private Behind() {}

    /**
     * @param before what the last look saw
     * @param seen in this one
     */
    static List<Observation> of(Set<Resource.Id> before, List<Observation> seen, Instant now) {
        var here = new HashSet<Resource.Id>();
        var hidden = new HashMap<String, String>();
        for (var one : seen) {
            here.add(one.about());
            why(one).ifPresent(reason -> owner(one.about()).ifPresent(owner -> hidden.put(owner, reason)));
        }
        var behind = new ArrayList<Observation>();
        for (var id : before)
            if (!here.contains(id))
                hidden(hidden, id).ifPresent(reason -> behind.add(new Observation.Unseen(id, now, reason)));
        return behind;
    }

    private static Optional<String> why(Observation one) {
        if (one instanceof Observation.Unseen unseen) return Optional.of(unseen.reason());
        return one instanceof Observation.Health health
                        && health.state() == State.STOPPED
                        && health.resource().kind() == Kind.NODE
                ? Optional.of("its node " + health.resource().name() + " is offline")
                : Optional.empty();
    }

    /** What the parts of it have in their ids: the vmid of a guest, the name of a node. */
    private static Optional<String> owner(Resource.Id id) {
        if (Home.vmid(id).isPresent()) return Optional.of(id(id));
        return id(id).startsWith("node/") ? Optional.of(id(id).substring("node/".length())) : Optional.empty();
    }

    private static Optional<String> hidden(Map<String, String> hidden, Resource.Id part) {
        var words = id(part).split("/", -1);
        return words.length < 2 ? Optional.empty() : Optional.ofNullable(hidden.get(words[1]));
    }

    /** Without the cluster. */
    private static String id(Resource.Id id) {
        return id.value().substring(0, Math.max(0, id.value().lastIndexOf('@')));
    }
}
