package homelab.lab.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one node is now. */
final class Node {
    private static final int SYSLOG_LINES = 500;

    final NodePlan plan;
    final int number;
    Instant bootedAt;
    boolean up = true;
    /** It runs, and the others cannot reach it. */
    boolean cutOff;
    /** How far its clock is ahead. */
    Duration clockOff = Duration.ZERO;

    double cpu = 0.05;
    double load = 0.4;
    long memoryUsed;
    /** What ZFS caches; it counts as used and would be given back. */
    long arc;

    long rootUsed;
    Instant certificateUntil;
    final Map<String, Daemon> daemons = new LinkedHashMap<>();
    final List<Update> updates = new ArrayList<>();
    final List<Disk> disks = new ArrayList<>();
    final List<Zpool> zpools = new ArrayList<>();
    private final Deque<String> syslog = new ArrayDeque<>();

    /** A service of the node, as systemd sees it. */
    static final class Daemon {
        final String name;
        final String description;
        String state = "running";
        String active = "active";
        boolean broken;

        Daemon(String name, String description) {
            this.name = name;
            this.description = description;
        }

        void is(String newState, String newActive) {
            state = newState;
            active = newActive;
        }
    }

    record Update(String name, String from, String to) {}

    /** @param wearout in percent of what remains, or N/A */
    record Disk(String path, String model, String health, String wearout, long size) {}

    record Zpool(String name, String health, String errors, String scan) {}

    Node(NodePlan plan, int number, boolean alone, Instant now) {
        this.plan = plan;
        this.number = number;
        this.bootedAt = now.minus(Duration.ofDays(20L + number));
        this.memoryUsed = plan.memory() / 4;
        this.rootUsed = plan.disk() / 5;
        this.certificateUntil = now.plus(Duration.ofDays(400));
        for (var daemon : Daemons.ALL.entrySet())
            daemons.put(daemon.getKey(), new Daemon(daemon.getKey(), daemon.getValue()));
        if (alone)
            daemons.computeIfPresent("corosync", (name, daemon) -> {
                daemon.is("dead", "inactive");
                return daemon;
            });
        disks.add(new Disk("/dev/sda", "Samsung SSD 870 EVO 1TB", "PASSED", "97", 1_000_204_886_016L));
    }

    String name() {
        return plan.name();
    }

    /** The time by its own clock. */
    Instant time(Instant now) {
        return now.plus(clockOff);
    }

    long uptime(Instant now) {
        return up ? Duration.between(bootedAt, now).toSeconds() : 0;
    }

    void log(String line) {
        syslog.addLast(line);
        while (syslog.size() > SYSLOG_LINES) syslog.removeFirst();
    }

    List<String> syslog() {
        return List.copyOf(syslog);
    }
}
