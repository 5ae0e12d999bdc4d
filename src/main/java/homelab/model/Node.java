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
 */
public record Node(
        String name,
        boolean own,
        Optional<Duration> ahead,
        Optional<Duration> up,
        Optional<Integer> updates,
        Optional<String> version)
        implements Detail {}
