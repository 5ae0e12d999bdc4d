package homelab.lab.proxmox;

import homelab.lab.proxmox.GuestPlan.Trait;
import java.time.Duration;

/** Nodes going down and coming up, and what that does to their guests. */
final class Boots {
    private static final Duration STOPPING = Duration.ofSeconds(20);
    private static final Duration BOOTING = Duration.ofSeconds(50);

    private final Cluster cluster;

    Boots(Cluster cluster) {
        this.cluster = cluster;
    }

    /** As when its power is cut. */
    void fails(Node node) {
        if (!node.up) return;
        node.up = false;
        cluster.tasks.cutOff(node);
        for (var guest : cluster.guestsOn(node.name())) {
            guest.ended();
            // A lock lies in the cluster's file system, and outlives whoever set it.
            guest.task = java.util.Optional.empty();
        }
        cluster.ha.nodeDied(node);
    }

    /** It is back, and starts what is to start with it. */
    void returns(Node node) {
        if (node.cutOff) node.cutOff = false;
        if (node.up) return;
        node.up = true;
        node.bootedAt = cluster.now();
        node.cpu = 0.1;
        var starting = cluster.guestsOn(node.name()).stream()
                .filter(guest -> guest.plan.is(Trait.ONBOOT) && guest.ha.isEmpty() && !guest.isTemplate())
                .toList();
        var task = cluster.tasks.begin(node, "startall", "", Acl.ROOT);
        var wait = Duration.ofSeconds(5);
        for (var guest : starting) {
            cluster.later(wait, () -> {
                if (task.isRunning() && !guest.running && guest.node.equals(node.name()))
                    cluster.power.directStart(guest, Acl.ROOT);
            });
            wait = wait.plusSeconds(4);
        }
        cluster.tasks.after(task, wait, it -> Tasks.OK);
        cluster.guestsOn(node.name()).forEach(cluster.ha::notices);
    }

    /** Somebody restarts it in order. */
    void reboots(Node node) {
        var task = cluster.tasks.begin(node, "stopall", "", Acl.ROOT);
        for (var guest : cluster.guestsOn(node.name()))
            if (guest.running) cluster.power.directShutdown(guest, Acl.ROOT, Power.Down.within(15, true));
        cluster.tasks.after(task, STOPPING, it -> Tasks.OK);
        cluster.later(STOPPING.plusSeconds(1), () -> {
            fails(node);
            cluster.later(BOOTING, () -> returns(node));
        });
    }
}
