package homelab.integration.proxmox;

import homelab.model.Backups.Failure;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The latest backup of each guest that failed, until a newer one was made; the list of tasks is too short to say. */
final class FailedBackups {
    private final Map<Integer, Failure> latest = new ConcurrentHashMap<>();

    void note(int vmid, Failure failure) {
        latest.merge(vmid, failure, (a, b) -> b.at().isBefore(a.at()) ? a : b);
    }

    /** A backup was made at that time. */
    void over(int vmid, Instant madeAt) {
        latest.computeIfPresent(vmid, (ignored, failure) -> madeAt.isAfter(failure.at()) ? null : failure);
    }

    Optional<Failure> of(int vmid) {
        return Optional.ofNullable(latest.get(vmid));
    }

    void keepOnly(Set<Integer> vmids) {
        latest.keySet().retainAll(vmids);
    }
}
