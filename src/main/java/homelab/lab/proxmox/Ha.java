package homelab.lab.proxmox;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * What HA does: it keeps its guests as they were asked to be, restarts what fell, gives up after two tries, and moves
 * them away from a node that died, once that is fenced.
 */
final class Ha {
    static final String USER = Acl.ROOT;

    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final Duration FENCED = Duration.ofMinutes(1);
    private static final Duration RECOVERED = Duration.ofMinutes(2);
    private static final int MOST_FAILURES = 2;

    private final Cluster cluster;

    Ha(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The task only leaves the request; HA follows it in its own time. */
    Task asked(Guest guest, String user, boolean up) {
        var node = cluster.node(guest.node);
        var type = up ? "hastart" : "hastop";
        return cluster.tasks.begin(node, type, Integer.toString(guest.vmid()), user, Duration.ofSeconds(1), task -> {
            task.log.add("Requesting HA " + (up ? "start" : "stop") + " for "
                    + (guest.kind() == Kind.QEMU ? "VM " : "CT ") + guest.vmid());
            guest.ha.ifPresent(state -> request(guest, state, up ? "started" : "stopped"));
            return Tasks.OK;
        });
    }

    private void request(Guest guest, Guest.HaState state, String wanted) {
        state.requested = wanted;
        if (state.state.equals("error")) return;
        state.failures = 0;
        state.state = wanted.equals("started") ? "started" : "request_stop";
        cluster.later(Duration.ofSeconds(5), () -> follow(guest));
    }

    /** It looks at a guest a while after something happened to it. */
    void notices(Guest guest) {
        if (guest.ha.isPresent()) cluster.later(NOTICED, () -> follow(guest));
    }

    private void follow(Guest guest) {
        var state = guest.ha.orElse(null);
        if (state == null || !isThere(guest) || !cluster.isOnline(cluster.node(guest.node))) return;
        if (state.state.equals("error") || state.state.equals("ignored") || state.requested.equals("ignored")) return;
        if (!cluster.isQuorate() || guest.isBusy()) {
            notices(guest);
            return;
        }
        if (state.requested.equals("started") && !guest.running) bringUp(guest, state);
        else if (!state.requested.equals("started") && guest.running) bringDown(guest, state);
        else state.state = state.requested;
    }

    private void bringUp(Guest guest, Guest.HaState state) {
        if (state.failures >= MOST_FAILURES) {
            state.state = "error";
            cluster.tell("HA gives up on " + guest.known());
            return;
        }
        state.state = "started";
        state.failures++;
        cluster.tell("HA starts " + guest.known() + " on " + guest.node);
        cluster.power.directStart(guest, USER);
        cluster.later(NOTICED, () -> {
            if (guest.running) state.failures = 0;
            follow(guest);
        });
    }

    private void bringDown(Guest guest, Guest.HaState state) {
        state.state = "request_stop";
        cluster.power.directShutdown(guest, USER, Power.Down.within(60, true));
        notices(guest);
    }

    private boolean isThere(Guest guest) {
        return cluster.guest(guest.vmid()).filter(guest::equals).isPresent();
    }

    /** A node died: its guests are fenced, and come up elsewhere. */
    void nodeDied(Node node) {
        cluster.later(FENCED, () -> {
            if (!stillDead(node)) return;
            cluster.guestsOn(node.name()).forEach(guest -> wanted(guest).ifPresent(state -> state.state = "fence"));
        });
        cluster.later(RECOVERED, () -> {
            if (!stillDead(node)) return;
            var fallen = cluster.guestsOn(node.name()).stream()
                    .filter(guest -> wanted(guest).isPresent())
                    .toList();
            if (fallen.isEmpty()) return;
            cluster.tell("HA recovers what ran on " + node.name());
            for (var guest : fallen) wanted(guest).ifPresent(state -> recover(guest, state));
        });
    }

    private boolean stillDead(Node node) {
        return !cluster.isOnline(node) && cluster.isQuorate();
    }

    private static Optional<Guest.HaState> wanted(Guest guest) {
        return guest.ha.filter(state -> state.requested.equals("started") && !state.state.equals("error"));
    }

    private void recover(Guest guest, Guest.HaState state) {
        state.state = "recovery";
        cluster.nodes.values().stream()
                .filter(cluster::isOnline)
                .min(Comparator.comparingInt(
                        each -> cluster.guestsOn(each.name()).size()))
                .ifPresent(target -> {
                    guest.ended();
                    guest.node = target.name();
                    guest.task = Optional.empty();
                    notices(guest);
                });
    }
}
