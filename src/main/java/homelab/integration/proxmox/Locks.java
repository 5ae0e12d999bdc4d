package homelab.integration.proxmox;

import homelab.model.Guest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Since when each guest is locked, and which agents ever answered: what no single look tells. */
final class Locks {
    private final Map<Integer, Guest.Lock> held = new ConcurrentHashMap<>();
    private final Set<Integer> answered = ConcurrentHashMap.newKeySet();

    Optional<Guest.Lock> of(ClusterRows.Guest guest, boolean worked, Instant now) {
        if (guest.lock().isEmpty()) {
            held.remove(guest.vmid());
            return Optional.empty();
        }
        var before = Optional.ofNullable(held.get(guest.vmid()))
                .filter(lock -> lock.why().equals(guest.lock()));
        var lock = new Guest.Lock(guest.lock(), before.map(Guest.Lock::since).orElse(now), worked);
        held.put(guest.vmid(), lock);
        return Optional.of(lock);
    }

    /** One that a config promises and nobody installed says nothing about its guest. */
    boolean everAnswered(int vmid, Slow slow) {
        if (slow.agents.value(vmid).filter(answers -> answers).isPresent()) answered.add(vmid);
        return answered.contains(vmid);
    }
}
