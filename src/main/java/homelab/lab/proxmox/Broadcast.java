package homelab.lab.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the nodes last told each other of themselves, their guests and storages: up to ten seconds old while they live,
 * and forgotten five minutes after they fell silent.
 */
final class Broadcast {
    private static final int EVERY_SECONDS = 10;
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private final Cluster cluster;
    private final Map<String, Told> told = new HashMap<>();
    private long slot = Long.MIN_VALUE;

    private record Told(Instant at, Map<String, Object> row) {}

    Broadcast(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Every node tells again, if its time has come. */
    void refresh() {
        var now = cluster.now();
        var current = Math.floorDiv(now.getEpochSecond(), EVERY_SECONDS);
        if (current == slot) return;
        slot = current;
        for (var node : cluster.nodes.values()) if (cluster.isOnline(node) && tells(node)) tell(node, now);
        told.values().removeIf(each -> each.at().plus(FORGOTTEN).isBefore(now));
    }

    private static boolean tells(Node node) {
        var statd = node.daemons.get("pvestatd");
        return statd != null && statd.state.equals("running");
    }

    private void tell(Node node, Instant now) {
        told.put(
                "node/" + node.name(),
                new Told(
                        now,
                        Json.of("uptime", node.uptime(now))
                                .and("cpu", node.cpu)
                                .and("maxcpu", node.plan.cores())
                                .and("mem", node.memoryUsed)
                                .and("maxmem", node.plan.memory())
                                .and("disk", node.rootUsed)
                                .and("maxdisk", node.plan.disk())
                                .and("cgroup-mode", 2)
                                .map()));
        for (var guest : cluster.guestsOn(node.name()))
            told.put(
                    guest(guest),
                    new Told(now, GuestPages.told(guest, now, cluster.flavour()).map()));
        for (var storage : cluster.storages.values())
            if (storage.isActive(node.name()))
                told.put(
                        storage(storage, node.name()),
                        new Told(
                                now,
                                Json.of("disk", storage.used)
                                        .and("maxdisk", storage.plan.size())
                                        .map()));
    }

    private static String guest(Guest guest) {
        return "guest/" + guest.vmid() + "/" + guest.edition;
    }

    private static String storage(Storage storage, String node) {
        return "storage/" + node + "/" + storage.name();
    }

    Optional<Map<String, Object>> of(Node node) {
        return row("node/" + node.name());
    }

    Optional<Map<String, Object>> of(Guest guest) {
        return row(guest(guest));
    }

    Optional<Map<String, Object>> of(Storage storage, Node node) {
        return row(storage(storage, node.name()));
    }

    private Optional<Map<String, Object>> row(String key) {
        return Optional.ofNullable(told.get(key)).map(Told::row);
    }
}
