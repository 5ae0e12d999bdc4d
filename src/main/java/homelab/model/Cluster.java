package homelab.model;

import java.util.Optional;

/**
 * A Proxmox cluster, or a node that is alone, seen through one of its nodes.
 *
 * @param quorate it may write; without a quorum it can only be read
 * @param nodes how many belong to it
 * @param online how many of them answer
 * @param version of the node that was asked
 * @param failed what it was to do by itself and could not, such as the nightly look for updates; empty where all was done
 * @param hidden the guests that were seen before and may not be looked at any more, with why; empty where there is none
 */
public record Cluster(
        String name,
        boolean quorate,
        int nodes,
        int online,
        String version,
        Optional<String> failed,
        Optional<String> hidden)
        implements Detail {
    /** Of one that could never be looked at. */
    public static final Cluster NOTHING = new Cluster("", true, 0, 0, "");

    /** One in which all is done, and nothing hidden. */
    public Cluster(String name, boolean quorate, int nodes, int online, String version) {
        this(name, quorate, nodes, online, version, Optional.empty(), Optional.empty());
    }
}
