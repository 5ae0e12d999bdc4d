package homelab.lab.proxmox;

import java.util.Map;
import java.util.Optional;

/** One call, by somebody who was let in: what is asked of the cluster, and what the asker may. */
record Ask(Cluster cluster, TokenPlan token, Map<String, String> parameters) {

    boolean may(String path, String privilege) {
        return cluster.acl.may(token, path, privilege, cluster.poolOf(path));
    }

    void needs(String path, String privilege) throws Refused {
        if (!may(path, privilege)) throw Refused.forbidden(" (" + path + ", " + privilege + ")");
    }

    String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    Optional<String> maybe(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** @param otherwise where it was not said; what was said was checked before */
    long number(String name, long otherwise) {
        return maybe(name).map(Long::parseLong).orElse(otherwise);
    }

    boolean flag(String name) {
        return Schema.isTrue(text(name));
    }

    Node node() {
        return cluster.node(text("node"));
    }

    /** The guest that the path names, if it is on that node. */
    Guest guest(Kind kind) throws Refused {
        var vmid = text("vmid");
        var node = text("node");
        return cluster.guest(Integer.parseInt(vmid))
                .filter(guest -> guest.node.equals(node) && guest.kind() == kind)
                .orElseThrow(() -> Refused.because("Configuration file 'nodes/" + node + "/" + kind.folder + "/" + vmid
                        + ".conf' does not exist"));
    }

    Storage storage() throws Refused {
        return storage(text("storage"));
    }

    Storage storage(String name) throws Refused {
        var storage = cluster.storages.get(name);
        if (storage == null) throw Refused.because("storage '" + name + "' does not exist");
        if (!storage.isOn(text("node")))
            throw Refused.because("storage '" + name + "' is not available on node '" + text("node") + "'");
        return storage;
    }

    /** What only root itself may say, whatever its token was granted. */
    void onlyRootSays(String name) throws Refused {
        if (parameters.containsKey(name)) throw Refused.parameters(Map.of(name, "Only root may use this option."));
    }
}
