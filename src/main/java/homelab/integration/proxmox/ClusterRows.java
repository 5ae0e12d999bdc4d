package homelab.integration.proxmox;

import homelab.integration.http.Row;
import homelab.model.Text;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the API tells of the cluster as a whole. */
final class ClusterRows {
    private ClusterRows() {}

    /** Such as 9.2.4. */
    record Version(String text) {
        /** 0 where it cannot be told. */
        int major() {
            return text.matches("[0-9]{1,3}\\..*") ? Integer.parseInt(text.substring(0, text.indexOf('.'))) : 0;
        }
    }

    /** Of all that there is, what the token may see. */
    record Resources(List<Node> nodes, List<Guest> guests, List<Storage> storages) {}

    /** A node as the cluster sees it, some ten seconds ago. */
    record Node(
            String name,
            String status,
            Optional<Double> cpu,
            double cores,
            long memory,
            long memoryOf,
            long disk,
            long diskOf,
            long uptime,
            String haState) {
        static Optional<Node> read(Row row) {
            return row.name("node")
                    .map(name -> new Node(
                            name,
                            row.text("status"),
                            row.number("cpu"),
                            row.number("maxcpu").orElse(0.0),
                            row.amount("mem"),
                            row.amount("maxmem"),
                            row.amount("disk"),
                            row.amount("maxdisk"),
                            row.amount("uptime"),
                            row.text("hastate")));
        }
    }

    /** A VM or a container as the cluster sees it; after its node went down that is how it was before. */
    record Guest(
            int vmid,
            boolean container,
            String name,
            String node,
            String status,
            Optional<Double> cpu,
            double cores,
            long memory,
            long memoryOf,
            long disk,
            long diskOf,
            long uptime,
            boolean template,
            String lock,
            String haState,
            String pool,
            List<String> tags) {
        /** The same as its own node tells it. */
        Guest as(GuestRows.Status now) {
            return new Guest(
                    vmid,
                    container,
                    now.name().isEmpty() ? name : now.name(),
                    node,
                    now.status().isEmpty() ? status : now.status(),
                    now.cpu().or(() -> cpu),
                    cores,
                    now.memory(),
                    now.memoryOf(),
                    disk,
                    diskOf,
                    now.uptime(),
                    now.template() || template,
                    now.lock(),
                    now.ha() ? now.haState() : "",
                    pool,
                    tags);
        }

        static Optional<Guest> read(Row row) {
            return row.upTo(ProxmoxConfig.LARGEST_VMID, "vmid")
                    .filter(ignored -> row.name("node").isPresent())
                    .map(vmid -> new Guest(
                            vmid,
                            row.text("type").equals("lxc"),
                            row.text("name"),
                            row.text("node"),
                            row.text("status"),
                            row.number("cpu"),
                            row.number("maxcpu").orElse(0.0),
                            row.amount("mem"),
                            row.amount("maxmem"),
                            row.amount("disk"),
                            row.amount("maxdisk"),
                            row.amount("uptime"),
                            row.flag("template"),
                            row.text("lock"),
                            row.text("hastate"),
                            row.text("pool"),
                            words(row.text("tags"))));
        }
    }

    /** The words of a list, however they are parted. */
    static List<String> words(String text) {
        return Arrays.stream(text.split("[;, ]+", -1))
                .filter(word -> !word.isEmpty())
                .limit(100)
                .toList();
    }

    /** A storage on one node; a shared one has such a row for each. */
    record Storage(
            String name,
            String node,
            String status,
            boolean shared,
            String plugin,
            Set<String> contents,
            long used,
            long of) {
        static Optional<Storage> read(Row row) {
            return row.name("storage")
                    .filter(ignored -> row.name("node").isPresent())
                    .map(name -> new Storage(
                            name,
                            row.text("node"),
                            row.text("status"),
                            row.flag("shared"),
                            row.text("plugintype"),
                            Set.copyOf(words(row.text("content"))),
                            row.amount("disk"),
                            row.amount("maxdisk")));
        }
    }

    /**
     * Who belongs to the cluster.
     *
     * @param name empty: a node by itself
     * @param quorate a node by itself always is
     */
    record Membership(String name, boolean quorate, List<Member> members) {
        static Membership read(List<Row> rows) {
            var cluster = rows.stream()
                    .filter(row -> row.text("type").equals("cluster"))
                    .findFirst();
            return new Membership(
                    cluster.map(row -> row.text("name")).orElse(""),
                    cluster.map(row -> row.flag("quorate")).orElse(true),
                    rows.stream()
                            .filter(row -> row.text("type").equals("node"))
                            .flatMap(row -> row.name("name").stream()
                                    .map(name ->
                                            new Member(name, row.flag("online"), row.flag("local"), row.text("ip"))))
                            .toList());
        }
    }

    /** @param local it is the one that answers */
    record Member(String name, boolean online, boolean local, String address) {}

    /**
     * One line of the HA's state.
     *
     * @param sid such as {@code vm:100}; empty where it is not about a guest
     */
    record HaLine(
            String type,
            String sid,
            String node,
            String state,
            String requested,
            String status,
            Optional<Boolean> quorate) {
        static HaLine read(Row row) {
            return new HaLine(
                    row.text("type"),
                    row.text("sid"),
                    row.text("node"),
                    row.word("state").orElseGet(() -> row.text("crm_state")),
                    row.text("request_state"),
                    row.text("status"),
                    row.flagged("quorate"));
        }
    }

    /**
     * A backup job.
     *
     * @param exclude those that it leaves out, where it takes all
     */
    record BackupJob(
            String id,
            boolean enabled,
            boolean all,
            Set<Integer> vmids,
            Set<Integer> exclude,
            String pool,
            String node,
            String storage,
            String schedule,
            Optional<Instant> next) {
        static BackupJob read(Row row) {
            return new BackupJob(
                    row.text("id"),
                    row.flagged("enabled").orElse(true),
                    row.flag("all"),
                    vmids(row.said("vmid")),
                    vmids(row.said("exclude")),
                    row.text("pool"),
                    row.text("node"),
                    row.text("storage"),
                    row.text("schedule"),
                    row.time("next-run"));
        }

        private static Set<Integer> vmids(Optional<String> list) {
            return list.stream()
                    .flatMap(text -> Stream.of(text.split("[,; ]+", -1)))
                    .filter(text -> text.matches("[0-9]{1,9}"))
                    .map(Integer::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** A guest that no job takes. */
    record InNoJob(int vmid, String name) {}

    /** Ceph's own word for how it is, such as {@code HEALTH_OK}, and what troubles it. */
    record Ceph(String health, List<String> troubles) {
        static Ceph read(Row row) {
            var health = row.in("health");
            return new Ceph(
                    health.text("status"),
                    health.in("checks").json().properties().stream()
                            .limit(20)
                            .map(check -> trouble(check.getKey(), new Row(check.getValue())))
                            .toList());
        }

        private static String trouble(String code, Row check) {
            return check.in("summary").word("message").orElseGet(() -> Text.harmless(code));
        }
    }
}
