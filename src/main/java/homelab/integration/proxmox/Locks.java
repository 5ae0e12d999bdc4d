package homelab.integration.proxmox;

import homelab.model.Guest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Since when each guest is locked, which agents ever answered, which backups ended: what no single look tells. */
final class Locks {
    private final Map<Integer, Guest.Lock> held = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> ran = new ConcurrentHashMap<>();
    private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
    private Set<String> dumps = Set.of();

    Optional<Guest.Lock> of(ClusterRows.Guest guest, boolean worked, Instant now) {
        if (guest.lock().isEmpty()) {
            held.remove(guest.vmid());
            return Optional.empty();
        }
        var before = Optional.ofNullable(held.get(guest.vmid()))
                .filter(lock -> lock.why().equals(guest.lock()));
        // A backup takes hours; what it leaves behind is counted from its end.
        var left = before.filter(lock -> lock.worked() && !worked).isPresent();
        var since = left ? now : before.map(Guest.Lock::since).orElse(now);
        var lock = new Guest.Lock(guest.lock(), since, worked);
        held.put(guest.vmid(), lock);
        return Optional.of(lock);
    }

    void runs(int vmid, Instant at) {
        ran.put(vmid, at);
    }

    /** When it was last seen to run; empty where it never was. */
    Optional<Instant> ranAt(int vmid) {
        return Optional.ofNullable(ran.get(vmid));
    }

    /** A backup was made, or failed, since the last look: what was listed before does not hold any more. */
    boolean anotherDumpEnded(TaskBook tasks) {
        var ended = tasks.all().stream()
                .filter(task -> task.upid().type().equals("vzdump"))
                .filter(task -> !(task.ending() instanceof TaskRows.Ending.Running))
                .map(task -> task.upid().text())
                .collect(Collectors.toSet());
        var another = !dumps.containsAll(ended);
        dumps = ended;
        return another;
    }

    /** One that a config promises and nobody installed says nothing about its guest. */
    boolean everAnswered(int vmid, Slow slow) {
        if (slow.agents.value(vmid).filter(answers -> answers).isPresent()) answered.add(vmid);
        return answered.contains(vmid);
    }
}
