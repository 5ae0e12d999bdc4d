package homelab.lab.proxmox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How one storage is now, on all nodes that have it. */
final class Storage {
    final StoragePlan plan;
    long used;
    /** The nodes on which it is not mounted. */
    final Set<String> inactiveOn = new HashSet<>();

    final List<Backup> backups = new ArrayList<>();

    /**
     * A backup that lies there.
     *
     * @param verification ok or failed; empty: not verified yet
     */
    record Backup(
            String node,
            int vmid,
            Kind kind,
            Instant at,
            String volid,
            String format,
            long size,
            Optional<String> verification) {
        Backup verified(String state) {
            return new Backup(node, vmid, kind, at, volid, format, size, Optional.of(state));
        }
    }

    Storage(StoragePlan plan) {
        this.plan = plan;
        this.used = plan.size() / 5;
    }

    String name() {
        return plan.name();
    }

    boolean isOn(String node) {
        return plan.node().filter(only -> !only.equals(node)).isEmpty();
    }

    boolean isActive(String node) {
        return isOn(node) && !inactiveOn.contains(node);
    }

    boolean isPbs() {
        return plan.type().equals("pbs");
    }

    boolean takesBackups() {
        return plan.content().contains("backup");
    }

    /** What of its backups that node sees. */
    List<Backup> seenFrom(String node) {
        return backups.stream()
                .filter(each -> plan.shared() || each.node().equals(node))
                .toList();
    }
}
