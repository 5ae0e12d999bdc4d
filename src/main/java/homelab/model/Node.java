package homelab.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A machine that runs Proxmox.
 *
 * @param own the agent, or the guest that it lives in, is on it
 * @param ahead how far its clock is ahead of the agent's; empty where it was not asked
 * @param up how long it has run; empty while it is offline
 * @param updates how many wait to be installed; empty where that may not be asked
 * @param version of Proxmox on it; empty where it was not asked
 * @param strain empty where it is not told
 */
public record Node(
        String name,
        boolean own,
        Optional<Duration> ahead,
        Optional<Duration> up,
        Optional<Integer> updates,
        Optional<String> version,
        Optional<Strain> strain)
        implements Detail {
    /** One of which nothing is told of what is asked of it. */
    public Node(
            String name,
            boolean own,
            Optional<Duration> ahead,
            Optional<Duration> up,
            Optional<Integer> updates,
            Optional<String> version) {
        this(name, own, ahead, up, updates, version, Optional.empty());
    }

    /**
     * How much is asked of it.
     *
     * @param load how many processes ran or waited, on average over the last minute
     * @param pressure only since version 9
     */
    public record Strain(double load, Optional<Pressure> pressure) {}

    /** The share of the time, in percent, in which something waited for these; the kernel's "some" of the last minute. */
    public record Pressure(double processors, double disks, double memory) {}
}
