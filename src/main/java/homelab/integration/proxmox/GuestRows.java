package homelab.integration.proxmox;

import homelab.integration.http.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the API tells of one guest. */
final class GuestRows {
    private static final Pattern MAC = Pattern.compile("=([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5})(?:,|$)");

    private GuestRows() {}

    /** Which guest, and where it lives now. */
    record At(String node, int vmid, boolean container) {
        String kind() {
            return container ? "lxc" : "qemu";
        }

        @Override
        public String toString() {
            return (container ? "CT " : "VM ") + vmid + " on " + node;
        }
    }

    /**
     * How it is now.
     *
     * @param status {@code running} or {@code stopped}
     * @param qmp of a VM, such as {@code paused}
     * @param ha HA looks after it
     */
    record Status(
            String name,
            String status,
            String qmp,
            String lock,
            boolean ha,
            String haState,
            boolean agent,
            boolean template,
            Optional<Double> cpu,
            long memory,
            long memoryOf,
            long uptime,
            Optional<Long> pid) {
        static Status read(Row row) {
            var ha = row.in("ha");
            return new Status(
                    row.text("name"),
                    row.text("status"),
                    row.text("qmpstatus"),
                    row.text("lock"),
                    ha.flag("managed"),
                    ha.text("state"),
                    row.flag("agent"),
                    row.flag("template"),
                    row.number("cpu"),
                    row.amount("mem"),
                    row.amount("maxmem"),
                    row.amount("uptime"),
                    row.whole("pid"));
        }
    }

    /**
     * How it is set up.
     *
     * @param agent a VM has one by its config, whether or not it answers
     * @param stopTimeout of its {@code startup} line
     * @param macs of its network cards
     */
    record Config(
            String name,
            boolean onBoot,
            boolean template,
            boolean agent,
            String lock,
            List<String> tags,
            String startup,
            Optional<Long> stopTimeout,
            Set<String> macs,
            String description) {
        static Config read(Row row) {
            var startup = row.text("startup");
            return new Config(
                    row.word("name").orElseGet(() -> row.text("hostname")),
                    row.flag("onboot"),
                    row.flag("template"),
                    hasAgent(row.text("agent")),
                    row.text("lock"),
                    ClusterRows.words(row.text("tags")),
                    startup,
                    part(startup, "down"),
                    macs(row),
                    row.text("description"));
        }

        /** Its place among those that a node starts; empty: after all that have one. */
        Optional<Integer> order() {
            return part(startup, "order").map(Long::intValue);
        }

        /** {@code virtio=BC:24:11:00:00:01,bridge=vmbr0} of a VM, {@code name=eth0,hwaddr=…} of a container; upper case. */
        private static Set<String> macs(Row row) {
            var macs = new TreeSet<String>();
            for (var card = 0; card < 32; card++) {
                var address = MAC.matcher(row.said("net" + card).orElse(""));
                if (address.find()) macs.add(address.group(1).toUpperCase(Locale.ROOT));
            }
            return Set.copyOf(macs);
        }

        /** {@code 1}, {@code enabled=1,fstrim_cloned_disks=1}. */
        private static boolean hasAgent(String text) {
            for (var part : text.split(",", -1)) if (part.equals("1") || part.equals("enabled=1")) return true;
            return false;
        }

        private static Optional<Long> part(String list, String name) {
            for (var part : list.split(",", -1))
                if (part.matches(name + "=[0-9]{1,9}"))
                    return Optional.of(Long.valueOf(part.substring(name.length() + 1)));
            return Optional.empty();
        }
    }

    /** @param name {@code current} is no snapshot and is left out of lists */
    record Snapshot(String name, Optional<Instant> at, String description) {
        static Optional<Snapshot> read(Row row) {
            return row.word("name")
                    .filter(name -> !name.equals("current"))
                    .map(name -> new Snapshot(name, row.time("snaptime"), row.text("description")));
        }
    }

    /** A file system inside a VM, as its agent sees it. */
    record FileSystem(String mount, String type, long used, long of) {
        static Optional<FileSystem> read(Row row) {
            return row.word("mountpoint")
                    .map(mount -> new FileSystem(
                            mount, row.text("type"), row.amount("used-bytes"), row.amount("total-bytes")));
        }
    }
}
