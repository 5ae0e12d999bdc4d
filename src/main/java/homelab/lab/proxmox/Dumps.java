package homelab.lab.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Backups being made: by people, by clients, and by jobs in the night. */
final class Dumps {
    private static final Duration EACH = Duration.ofSeconds(30);
    private static final DateTimeFormatter IN_FILES =
            DateTimeFormatter.ofPattern("yyyy_MM_dd-HH_mm_ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter IN_PBS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Cluster cluster;
    private final Map<Integer, String> failing = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();

    /** What is to be backed up, and how. */
    record Order(Node node, List<Guest> guests, Storage storage, String compress, String mode, String user) {}

    Dumps(Cluster cluster) {
        this.cluster = cluster;
    }

    void fails(int vmid, Optional<String> why) {
        why.ifPresentOrElse(it -> failing.put(vmid, it), () -> failing.remove(vmid));
    }

    /** Makes one after the other, each under its lock. */
    Task begin(Order order) {
        var id = order.guests().size() == 1
                ? Integer.toString(order.guests().getFirst().vmid())
                : "";
        var task = cluster.tasks.begin(order.node(), "vzdump", id, order.user());
        next(order, task, 0, false);
        return task;
    }

    private void next(Order order, Task task, int done, boolean failed) {
        if (!task.isRunning()) return;
        if (done == order.guests().size()) {
            cluster.tasks.end(task, failed ? "job errors" : Tasks.OK);
            return;
        }
        var guest = order.guests().get(done);
        task.log.add("INFO: Starting Backup of VM " + guest.vmid() + " (" + guest.kind().word + ")");
        var obstacle = obstacle(order, guest);
        if (obstacle.isPresent()) {
            task.log.add("ERROR: Backup of VM " + guest.vmid() + " failed - " + obstacle.get());
            cluster.later(Duration.ofSeconds(1), () -> next(order, task, done + 1, true));
            return;
        }
        guest.lock = Optional.of("backup");
        cluster.later(EACH, () -> {
            // Where its node died, the lock stays.
            if (!task.isRunning()) return;
            guest.lock = guest.lock.filter(lock -> !lock.equals("backup"));
            var why = failing.get(guest.vmid());
            if (why == null) keep(order, guest);
            task.log.add(
                    why == null
                            ? "INFO: Finished Backup of VM " + guest.vmid() + " (00:00:30)"
                            : "ERROR: Backup of VM " + guest.vmid() + " failed - " + why);
            next(order, task, done + 1, failed || why != null);
        });
    }

    private static Optional<String> obstacle(Order order, Guest guest) {
        if (guest.lock.isPresent()) return Optional.of(guest.kind().called + " is locked (" + guest.lock.get() + ")");
        if (order.mode().equals("stop")
                && guest.ha.filter(state -> state.requested.equals("started")).isPresent())
            return Optional.of("Cannot execute a backup with stop mode on a HA managed and running Service."
                    + " Use snapshot mode or disable the Service.");
        return Optional.empty();
    }

    private void keep(Order order, Guest guest) {
        var now = cluster.now();
        lies(order.storage(), guest, order.node().name(), now.minus(EACH), order.compress(), Optional.empty());
    }

    /** A backup that lies there from now on. */
    Storage.Backup lies(
            Storage storage, Guest guest, String node, Instant at, String compress, Optional<String> verification) {
        var size = guest.diskUsed / 2;
        var backup = storage.isPbs()
                ? new Storage.Backup(
                        node,
                        guest.vmid(),
                        guest.kind(),
                        at,
                        storage.name() + ":backup/" + guest.kind().group + "/" + guest.vmid() + "/" + IN_PBS.format(at),
                        "pbs-" + guest.kind().group,
                        size,
                        verification)
                : new Storage.Backup(
                        node,
                        guest.vmid(),
                        guest.kind(),
                        at,
                        storage.name() + ":backup/vzdump-" + guest.kind().word + "-" + guest.vmid() + "-"
                                + IN_FILES.format(at) + "." + format(guest.kind(), compress),
                        format(guest.kind(), compress),
                        size,
                        Optional.empty());
        storage.backups.add(backup);
        return backup;
    }

    private static String format(Kind kind, String compress) {
        var plain = kind == Kind.QEMU ? "vma" : "tar";
        return switch (compress) {
            case "zstd" -> plain + ".zst";
            case "gzip" -> plain + ".gz";
            case "lzo", "1" -> plain + ".lzo";
            default -> plain;
        };
    }

    // jobs

    void schedule(JobPlan job) {
        cluster.at(nextRun(job, cluster.now()), () -> {
            if (!disabled.contains(job.id())) runs(job);
            schedule(job);
        });
    }

    static Instant nextRun(JobPlan job, Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC).atTime(job.at()).toInstant(ZoneOffset.UTC);
        return today.isAfter(now) ? today : today.plus(Duration.ofDays(1));
    }

    void runs(JobPlan job) {
        var storage = cluster.storages.get(job.storage());
        if (storage == null) return;
        for (var node : cluster.nodes.values()) {
            var guests = cluster.guestsOn(node.name()).stream()
                    .filter(guest -> covers(job, guest.vmid()))
                    .toList();
            if (guests.isEmpty() || !cluster.isOnline(node)) continue;
            if (!storage.isActive(node.name())) {
                cluster.tasks.begin(
                        node,
                        "vzdump",
                        "",
                        Acl.ROOT,
                        Duration.ofSeconds(2),
                        task -> "could not activate storage '" + storage.name() + "': storage '" + storage.name()
                                + "' is not online");
                continue;
            }
            begin(new Order(node, guests, storage, "zstd", "snapshot", Acl.ROOT));
        }
    }

    boolean isEnabled(JobPlan job) {
        return !disabled.contains(job.id());
    }

    void enable(String job, boolean enabled) {
        if (enabled) disabled.remove(job);
        else disabled.add(job);
    }

    static boolean covers(JobPlan job, int vmid) {
        return job.vmids().isEmpty() || job.vmids().contains(vmid);
    }
}
