package homelab.lab.proxmox;

import java.time.LocalTime;
import java.util.List;

/**
 * A backup job as it is set up.
 *
 * @param at each day, in UTC
 * @param vmids empty: all guests
 */
public record JobPlan(String id, LocalTime at, String storage, List<Integer> vmids) {
    public JobPlan {
        vmids = List.copyOf(vmids);
    }
}
