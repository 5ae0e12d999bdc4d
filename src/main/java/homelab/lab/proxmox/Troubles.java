package homelab.lab.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What may happen to nodes, storages and backups. */
public final class Troubles {
    private final Cluster cluster;

    Troubles(Cluster cluster) {
        this.cluster = cluster;
    }

    Storage storage(String name) {
        var storage = cluster.storages.get(name);
        if (storage == null) throw new IllegalArgumentException("there is no storage " + name);
        return storage;
    }

    // nodes

    /** Its power is cut. */
    public void nodeFails(String node) {
        synchronized (cluster) {
            cluster.boots.fails(cluster.node(node));
        }
    }

    /** It is back, from a power cut or from behind a broken network. */
    public void nodeReturns(String node) {
        synchronized (cluster) {
            cluster.boots.returns(cluster.node(node));
        }
    }

    /** Somebody reboots it in order. */
    public void nodeReboots(String node) {
        synchronized (cluster) {
            cluster.boots.reboots(cluster.node(node));
        }
    }

    /** The entry sees no other node any more, though all run. */
    public void quorumLost() {
        synchronized (cluster) {
            cluster.nodes.values().stream()
                    .filter(node -> !node.equals(cluster.entry()))
                    .forEach(node -> node.cutOff = true);
        }
    }

    public void quorumReturns() {
        synchronized (cluster) {
            cluster.nodes.values().forEach(node -> node.cutOff = false);
        }
    }

    /** @param ahead negative: behind */
    public void clockIsOff(String node, Duration ahead) {
        synchronized (cluster) {
            cluster.node(node).clockOff = ahead;
        }
    }

    /** @param shares of what it has, 0 to 1: any of {@code cpu}, {@code memory}, {@code arc}, {@code disk}; {@code load} as it is */
    public void nodeUses(String name, Map<String, Double> shares) {
        synchronized (cluster) {
            var node = cluster.node(name);
            shares.forEach((what, share) -> {
                switch (what) {
                    case "cpu" -> node.cpu = share;
                    case "memory" -> node.memoryUsed = (long) (node.plan.memory() * share);
                    case "arc" -> node.arc = (long) (node.plan.memory() * share);
                    case "disk" -> node.rootUsed = (long) (node.plan.disk() * share);
                    case "load" -> node.load = share;
                    default -> throw new IllegalArgumentException("a node has no " + what);
                }
            });
        }
    }

    /** @param broken a start or restart of it fails too */
    public void serviceDies(String node, String service, boolean broken) {
        synchronized (cluster) {
            var daemon = cluster.node(node).daemons.get(service);
            if (daemon == null) throw new IllegalArgumentException("there is no service " + service);
            daemon.is("failed", "failed");
            daemon.broken = broken;
        }
    }

    public void certificateExpires(String node, Instant until) {
        synchronized (cluster) {
            cluster.node(node).certificateUntil = until;
        }
    }

    public void updateWaits(String node, String packageName, String from, String to) {
        synchronized (cluster) {
            cluster.node(node).updates.add(new Node.Update(packageName, from, to));
        }
    }

    /** @param health a word of Proxmox: {@code PASSED}, {@code FAILED}, {@code UNKNOWN} */
    public void smartSays(String node, String disk, String health, String wearout) {
        synchronized (cluster) {
            var disks = cluster.node(node).disks;
            disks.removeIf(each -> each.path().equals(disk));
            disks.add(new Node.Disk(disk, "WDC WD40EFRX-68N", health, wearout, 4_000_787_030_016L));
        }
    }

    /** @param health a word of ZFS: {@code ONLINE}, {@code DEGRADED}; it has the pool from now on */
    public void zfsIs(String node, String pool, String health, String errors) {
        synchronized (cluster) {
            var pools = cluster.node(node).zpools;
            pools.removeIf(each -> each.name().equals(pool));
            pools.add(new Node.Zpool(
                    pool, health, errors, "scrub repaired 0B in 00:10:11 with 0 errors on Sun Jan  4 00:34:12 2026"));
        }
    }

    public void logs(String node, String line) {
        synchronized (cluster) {
            cluster.node(node).log(line);
        }
    }

    // storages

    /** @param node empty: on all nodes */
    public void storageInactive(String storage, Optional<String> node, boolean inactive) {
        synchronized (cluster) {
            var one = storage(storage);
            for (var name : node.map(java.util.List::of).orElseGet(() -> java.util.List.copyOf(cluster.nodes.keySet())))
                if (inactive) one.inactiveOn.add(name);
                else one.inactiveOn.remove(name);
        }
    }

    /** @param share of its size, 0 to 1 */
    public void storageFills(String storage, double share) {
        synchronized (cluster) {
            var one = storage(storage);
            one.used = (long) (one.plan.size() * share);
        }
    }

    // backups

    /** There is a backup of it from that time. */
    public void backupLies(int vmid, String storage, Instant at) {
        synchronized (cluster) {
            cluster.guest(vmid)
                    .ifPresent(guest ->
                            cluster.dumps.lies(storage(storage), guest, guest.node, at, "zstd", Optional.empty()));
        }
    }

    /** @param why what the task's log says of it; empty: they succeed again */
    public void backupsFail(int vmid, Optional<String> why) {
        synchronized (cluster) {
            cluster.dumps.fails(vmid, why);
        }
    }

    /** The newest backup of it on a PBS was verified: {@code ok} or {@code failed}. */
    public void verified(int vmid, String storage, String state) {
        synchronized (cluster) {
            var backups = storage(storage).backups;
            for (var i = backups.size() - 1; i >= 0; i--)
                if (backups.get(i).vmid() == vmid) {
                    backups.set(i, backups.get(i).verified(state));
                    return;
                }
        }
    }

    /** The job runs now, as by its schedule. */
    public void jobRuns(String job) {
        synchronized (cluster) {
            cluster.blueprint.jobs().stream()
                    .filter(each -> each.id().equals(job))
                    .forEach(cluster.dumps::runs);
        }
    }

    public void jobEnabled(String job, boolean enabled) {
        synchronized (cluster) {
            cluster.dumps.enable(job, enabled);
        }
    }
}
