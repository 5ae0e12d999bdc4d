package homelab.model;

/**
 * A Proxmox cluster, or a node that is alone, seen through one of its nodes.
 *
 * @param quorate it may write; without a quorum it can only be read
 * @param nodes how many belong to it
 * @param online how many of them answer
 * @param version of the node that was asked
 */
public record Cluster(String name, boolean quorate, int nodes, int online, String version) implements Detail {
    /** Of one that could never be looked at. */
    public static final Cluster NOTHING = new Cluster("", true, 0, 0, "");
}
