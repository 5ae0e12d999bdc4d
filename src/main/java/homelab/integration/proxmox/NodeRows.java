package homelab.integration.proxmox;

import homelab.integration.http.Row;
import homelab.model.Node;
import homelab.model.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the API tells of one node. */
final class NodeRows {
    private NodeRows() {}

    /**
     * What a node told of itself over the last minutes.
     *
     * @param cache memory that ZFS uses as a cache and gives back; empty where it is not told
     * @param pressure only since version 9
     */
    record Recent(Optional<Long> cache, Optional<Node.Pressure> pressure) {
        static final Recent NOTHING = new Recent(Optional.empty(), Optional.empty());

        /** Of the newest row that is filled; the last one is often not. */
        static Recent newest(List<Row> rows) {
            return rows.reversed().stream()
                    .filter(row -> row.number("memtotal").isPresent())
                    .findFirst()
                    .map(row -> new Recent(row.whole("arcsize"), pressure(row)))
                    .orElse(NOTHING);
        }

        private static Optional<Node.Pressure> pressure(Row row) {
            return row.number("pressurecpusome")
                    .flatMap(processors -> row.number("pressureiosome")
                            .flatMap(disks -> row.number("pressurememorysome")
                                    .map(memory -> new Node.Pressure(processors, disks, memory))));
        }
    }

    /**
     * How a node is now.
     *
     * @param cpu of all its cores, 0 to 1
     * @param load of the last minute, five minutes, a quarter of an hour; empty where it is not told
     * @param available memory that could be had; only since version 9
     */
    record Status(
            Optional<Double> cpu,
            double cores,
            List<Double> load,
            long memoryUsed,
            long memoryOf,
            Optional<Long> available,
            long rootUsed,
            long rootAvailable,
            long uptime,
            String version) {
        static Status read(Row row) {
            var memory = row.in("memory");
            var root = row.in("rootfs");
            return new Status(
                    row.number("cpu"),
                    row.in("cpuinfo").number("cpus").orElse(0.0),
                    loads(row.json().path("loadavg")),
                    memory.amount("used"),
                    memory.amount("total"),
                    memory.whole("available"),
                    root.amount("used"),
                    root.amount("avail"),
                    row.amount("uptime"),
                    release(row.text("pveversion")));
        }

        /** 9.1.1, of {@code pve-manager/9.1.1/42db4a6cf33dac83}. */
        private static String release(String told) {
            var words = told.split("/", -1);
            return words.length == 3 ? words[1] : told;
        }

        private static List<Double> loads(JsonNode list) {
            var loads = list.values().stream()
                    .limit(3)
                    .flatMap(each -> number(each).stream())
                    .toList();
            return loads.size() == 3 ? loads : List.of();
        }

        private static Optional<Double> number(JsonNode value) {
            try {
                return Optional.of(Double.parseDouble(value.asString(""))).filter(Double::isFinite);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /** @param state such as {@code running}, {@code dead} or {@code failed} */
    record Service(String name, String state, String active, String unit) {
        static Optional<Service> read(Row row) {
            return row.name("service")
                    .or(() -> row.name("name"))
                    .map(name ->
                            new Service(name, row.text("state"), row.text("active-state"), row.text("unit-state")));
        }
    }

    /** A package that can be updated. */
    record Update(String name, String from, String to, String origin) {
        static Optional<Update> read(Row row) {
            return row.word("Package")
                    .map(name -> new Update(name, row.text("OldVersion"), row.text("Version"), row.text("Origin")));
        }
    }

    /** A certificate file of a node. */
    record Certificate(String file, Optional<Instant> until, String fingerprint, String issuer) {
        static Certificate read(Row row) {
            return new Certificate(
                    row.text("filename"), row.time("notafter"), row.text("fingerprint"), row.text("issuer"));
        }
    }

    /**
     * A disk.
     *
     * @param health {@code PASSED}, {@code OK}, {@code FAILED}; {@code UNKNOWN} says nothing
     * @param left of its life, in percent, where it tells
     */
    record Disk(String path, String health, Optional<Double> left, String model, String serial, long size) {
        static Optional<Disk> read(Row row) {
            return row.word("devpath")
                    .map(path -> new Disk(
                            path,
                            row.text("health"),
                            row.number("wearout"),
                            row.text("model"),
                            row.text("serial"),
                            row.amount("size")));
        }
    }

    /** What a disk says of itself. */
    record Smart(String health, String type, String words) {
        static Smart read(Row row) {
            return new Smart(
                    row.text("health"),
                    row.text("type"),
                    Text.harmless(row.said("text").orElse(""), 2000));
        }
    }

    /** @param health such as {@code ONLINE} or {@code DEGRADED} */
    record Pool(String name, String health, long used, long of) {
        static Optional<Pool> read(Row row) {
            return row.name("name")
                    .map(name -> new Pool(name, row.text("health"), row.amount("alloc"), row.amount("size")));
        }
    }

    /** A pool in detail. */
    record PoolState(String state, String status, String action, String scan, String errors) {
        static PoolState read(Row row) {
            return new PoolState(
                    row.text("state"), row.text("status"), row.text("action"), row.text("scan"), row.text("errors"));
        }
    }

    /** A storage as one node sees it. While it is not active its numbers say nothing. */
    record StorageState(
            boolean active, boolean enabled, boolean shared, String type, long used, long available, long of) {
        static StorageState read(Row row) {
            return new StorageState(
                    row.flag("active"),
                    row.flagged("enabled").orElse(true),
                    row.flag("shared"),
                    row.text("type"),
                    row.amount("used"),
                    row.amount("avail"),
                    row.amount("total"));
        }
    }

    /**
     * A backup.
     *
     * @param id exactly as it came, to ask for it again
     * @param verified {@code ok} or {@code failed}; empty: nobody looked, which is not ok
     */
    record Backup(
            String id,
            Optional<Integer> vmid,
            Optional<Instant> at,
            long size,
            Optional<String> verified,
            boolean kept) {
        static Optional<Backup> read(Row row) {
            return row.said("volid")
                    .filter(id -> !id.isBlank() && id.length() <= 1000)
                    .map(id -> new Backup(
                            id,
                            row.upTo(ProxmoxConfig.LARGEST_VMID, "vmid"),
                            row.time("ctime"),
                            row.amount("size"),
                            row.in("verification").word("state"),
                            row.flag("protected")));
        }
    }
}
