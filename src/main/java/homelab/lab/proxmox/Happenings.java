package homelab.lab.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What may happen in the cluster: to guests, and by people. Times of what takes a while are the clock's. */
public final class Happenings {
    private static final Duration MIGRATION = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final Troubles troubles;

    Happenings(Cluster cluster) {
        this.cluster = cluster;
        this.troubles = new Troubles(cluster);
    }

    /** What may happen to nodes, storages and backups. */
    public Troubles troubles() {
        return troubles;
    }

    private Guest guest(int vmid) {
        return cluster.guest(vmid).orElseThrow(() -> new IllegalArgumentException("there is no guest " + vmid));
    }

    // by itself

    /** It is not running any more, and no task says why. */
    public void crashes(int vmid) {
        synchronized (cluster) {
            var guest = guest(vmid);
            guest.ended();
            cluster.ha.notices(guest);
        }
    }

    /** Somebody who is logged in there shuts it down; to the cluster it looks like a crash. */
    public void shutsDownFromInside(int vmid) {
        synchronized (cluster) {
            var guest = guest(vmid);
            guest.ended();
            cluster.ha.notices(guest);
        }
    }

    /** Somebody who is logged in there reboots it: it runs on, with a new uptime for a container. */
    public void rebootsFromInside(int vmid) {
        synchronized (cluster) {
            var guest = guest(vmid);
            if (guest.running) guest.started(cluster.now());
        }
    }

    /** It is suspended in memory. */
    public void pauses(int vmid, boolean paused) {
        synchronized (cluster) {
            guest(vmid).paused = paused;
        }
    }

    // by people

    /**
     * @param user as {@code root@pam}, or a token's full id
     * @return the task's UPID, or why it was refused, as for all that people do here
     */
    public String personStarts(int vmid, String user) {
        return act(vmid, guest -> cluster.power.start(guest, user));
    }

    public String personStops(int vmid, String user) {
        return act(vmid, guest -> cluster.power.stop(guest, user, Power.Down.plain()));
    }

    public String personShutsDown(int vmid, String user) {
        return act(vmid, guest -> cluster.power.shutdown(guest, user, Power.Down.plain()));
    }

    public String personReboots(int vmid, String user) {
        return act(vmid, guest -> cluster.power.reboot(guest, user, Power.Down.plain()));
    }

    /** What a person does with a guest. */
    private interface Hand {
        Task on(Guest guest) throws Refused;
    }

    private String act(int vmid, Hand hand) {
        synchronized (cluster) {
            try {
                return hand.on(guest(vmid)).upid();
            } catch (Refused refused) {
                return refused.reason();
            }
        }
    }

    /** It moves to another node, under its lock; where HA runs it, by HA. */
    public void migrates(int vmid, String target, String user) {
        synchronized (cluster) {
            var guest = guest(vmid);
            cluster.node(target);
            guest.lock = Optional.of("migrate");
            guest.ha.ifPresent(state -> state.state = "migrate");
            guest.task = Optional.of(cluster.tasks.begin(
                    cluster.node(guest.node),
                    guest.kind().tasks + "migrate",
                    Integer.toString(vmid),
                    user,
                    MIGRATION,
                    task -> {
                        guest.lock = Optional.empty();
                        guest.node = target;
                        guest.ha.ifPresent(state -> state.state = state.requested);
                        return Tasks.OK;
                    }));
        }
    }

    /** A backup of it is made, under its lock. */
    public String backsUp(int vmid, String storage, String user) {
        synchronized (cluster) {
            var guest = guest(vmid);
            return cluster.dumps
                    .begin(new Dumps.Order(
                            cluster.node(guest.node),
                            java.util.List.of(guest),
                            troubles.storage(storage),
                            "zstd",
                            "snapshot",
                            user))
                    .upid();
        }
    }

    /** @param lock a word of Proxmox, such as {@code backup} or {@code snapshot}; empty: the lock goes */
    public void locks(int vmid, Optional<String> lock) {
        synchronized (cluster) {
            guest(vmid).lock = lock;
        }
    }

    public void snapshot(int vmid, String name, Instant at) {
        synchronized (cluster) {
            guest(vmid).snapshots.add(new Guest.Snapshot(name, at, ""));
        }
    }

    /** Somebody destroys it. */
    public void destroyed(int vmid) {
        synchronized (cluster) {
            var guest = guest(vmid);
            byRoot(guest, "destroy");
            cluster.remove(vmid);
        }
    }

    /** Somebody makes a guest, perhaps with the vmid of one that was destroyed. */
    public void made(GuestPlan plan) {
        synchronized (cluster) {
            cluster.node(plan.node());
            byRoot(cluster.add(plan), "create");
        }
    }

    private void byRoot(Guest guest, String deed) {
        cluster.tasks.begin(
                cluster.node(guest.node),
                guest.kind().tasks + deed,
                Integer.toString(guest.vmid()),
                Acl.ROOT,
                Duration.ofSeconds(1),
                task -> Tasks.OK);
    }

    // what it is like

    /** A shutdown is not heard by what runs there. */
    public void ignoresShutdown(int vmid, boolean ignores) {
        synchronized (cluster) {
            guest(vmid).ignoresShutdown = ignores;
        }
    }

    /** @param why what its start task ends with; empty: it starts again */
    public void cannotStart(int vmid, Optional<String> why) {
        synchronized (cluster) {
            guest(vmid).startFails = why;
        }
    }

    /** Its start ends with {@code WARNINGS: 1}. */
    public void startWarns(int vmid, boolean warns) {
        synchronized (cluster) {
            guest(vmid).startWarns = warns;
        }
    }

    public void agentAnswers(int vmid, boolean answers) {
        synchronized (cluster) {
            guest(vmid).agentAnswers = answers;
        }
    }

    /** @param shares of what it has, 0 to 1: any of {@code cpu}, {@code memory}, {@code disk} */
    public void uses(int vmid, Map<String, Double> shares) {
        synchronized (cluster) {
            var guest = guest(vmid);
            shares.forEach((what, share) -> {
                switch (what) {
                    case "cpu" -> guest.cpu = share;
                    case "memory" -> guest.memoryUsed = (long) (guest.plan.memory() * share);
                    case "disk" -> guest.diskUsed = (long) (guest.plan.disk() * share);
                    default -> throw new IllegalArgumentException("a guest has no " + what);
                }
            });
        }
    }

    // HA

    /** @param state a word of HA, such as {@code error} or {@code ignored} */
    public void haIs(int vmid, String state) {
        synchronized (cluster) {
            var ha = guest(vmid).ha.orElseThrow(() -> new IllegalArgumentException("HA does not run " + vmid));
            ha.state = state;
            if (state.equals("ignored")) ha.requested = state;
        }
    }

    /** HA runs it from now on, as it is now, or no longer. */
    public void haRuns(int vmid, boolean managed) {
        synchronized (cluster) {
            var guest = guest(vmid);
            guest.ha =
                    managed ? Optional.of(new Guest.HaState(guest.running ? "started" : "stopped")) : Optional.empty();
        }
    }

    // looking, for those who check what came of it

    public boolean runs(int vmid) {
        synchronized (cluster) {
            return guest(vmid).running;
        }
    }

    public String nodeOf(int vmid) {
        synchronized (cluster) {
            return guest(vmid).node;
        }
    }
}
