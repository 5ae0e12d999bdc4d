package homelab.integration.backupserver;

import homelab.integration.http.Row;
import homelab.model.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the API answers, as far as the agent reads it. */
final class PbsRows {
    private PbsRows() {}

    /** @param text such as {@code 4.0.14} */
    record Version(String text, int major, int minor) {
        static Version read(Row row) {
            var text = row.text("version")
                    + row.word("release").map(it -> "." + it).orElse("");
            var parts = text.split("[^0-9]+", -1);
            return new Version(text, number(parts, 0), number(parts, 1));
        }

        private static int number(String[] parts, int at) {
            return at < parts.length && parts[at].matches("[0-9]{1,4}") ? Integer.parseInt(parts[at]) : 0;
        }

        /** Jobs that push elsewhere are known, and listed only when they are asked for. */
        boolean knowsPush() {
            return major > 3 || (major == 3 && minor >= 3);
        }
    }

    /**
     * A datastore as it is configured.
     *
     * @param away why it cannot be used by its owner's will; empty when it can
     */
    record Datastore(String name, Optional<String> away) {
        static Optional<Datastore> read(Row row) {
            return storeOf(row).map(name -> new Datastore(name, away(row)));
        }

        private static Optional<String> away(Row row) {
            if (row.text("mount-status").equals("notmounted")) return Optional.of("its device is not there");
            var maintenance = row.text("maintenance");
            var type = maintenance.replaceAll("^(?:.*?\\btype=)?([a-z0-9-]*).*$", "$1");
            // One that may only be read is seen as before.
            if (type.isEmpty() || type.equals("read-only")) return Optional.empty();
            return Optional.of("it is in maintenance (" + maintenance + ")");
        }
    }

    /**
     * How full one is.
     *
     * @param error why that cannot be told; empty when it can
     */
    record Usage(String store, long used, long available, Optional<String> error) {
        static Optional<Usage> read(Row row) {
            return storeOf(row)
                    .map(name -> new Usage(
                            name,
                            row.amount("used"),
                            row.amount("avail"),
                            row.said("error").map(PbsRows::firstLine)));
        }
    }

    /**
     * One snapshot.
     *
     * @param verified what a check of it showed; empty until it was checked, which is not the same as good
     */
    record Snapshot(String type, String id, Optional<Instant> at, Optional<Boolean> verified) {
        static Snapshot read(Row row) {
            var state = row.in("verification").text("state");
            return new Snapshot(
                    row.text("backup-type"),
                    row.text("backup-id"),
                    row.time("backup-time"),
                    state.isEmpty() ? Optional.empty() : Optional.of(state.equals("ok")));
        }

        boolean isBroken() {
            return verified.filter(good -> !good).isPresent();
        }

        String words() {
            return type + "/" + id + at.map(time -> " of " + time).orElse("");
        }
    }

    /** What is done to a datastore again and again. */
    enum Sort {
        VERIFY("verification job"),
        GARBAGE_COLLECTION("garbage collection"),
        PRUNE("prune job"),
        SYNC("sync job");

        private final String words;

        Sort(String words) {
            this.words = words;
        }
    }

    /**
     * A job and its last run.
     *
     * @param id empty for the garbage collection, of which each datastore has one
     * @param state what the last run ended with; empty while one runs, or before the first
     */
    record Job(Sort sort, String store, String id, String state) {
        static Optional<Job> read(Sort sort, Row row) {
            if (row.flag("disable")) return Optional.empty();
            return storeOf(row)
                    .map(store -> new Job(
                            sort,
                            store,
                            row.text("id"),
                            firstLine(row.said("last-run-state").orElse(""))));
        }

        boolean isSame(Job other) {
            return sort == other.sort && store.equals(other.store) && id.equals(other.id);
        }

        boolean failed() {
            return !state.isEmpty() && !state.equals("OK") && !state.startsWith("WARNINGS");
        }

        String words() {
            return sort.words
                    + (id.isEmpty() ? "" : " " + id)
                    + (state.equals("unknown") ? " was broken off" : " failed: " + state.replaceFirst("[.]+$", ""));
        }
    }

    /**
     * A task that ended.
     *
     * @param about what it worked on, such as {@code main:vm/100}
     */
    record Task(String upid, List<String> about) {
        static Optional<Task> read(Row row) {
            if (row.time("endtime").isEmpty()) return Optional.empty();
            return row.word("upid")
                    .map(upid -> new Task(upid, List.of(row.text("worker_id").split(":", -1))));
        }
    }

    private static Optional<String> storeOf(Row row) {
        return row.said("store").filter(name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}"));
    }

    private static String firstLine(String text) {
        return Text.harmless(text.strip().lines().findFirst().orElse(""), 300);
    }
}
