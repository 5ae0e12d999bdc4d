package homelab.lab.proxmox;

/** A node as it is set up. */
public record NodePlan(String name, int cores, long memory, long disk) {
    /** One with a disk of 100 GiB. */
    public static NodePlan of(String name, int cores, int gib) {
        return new NodePlan(name, cores, (long) gib << 30, 100L << 30);
    }
}
