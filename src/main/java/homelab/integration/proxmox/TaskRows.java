package homelab.integration.proxmox;

import homelab.integration.http.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the API tells of tasks. */
final class TaskRows {
    private TaskRows() {}

    /** How a task ended, or that it did not yet. */
    sealed interface Ending {
        record Running() implements Ending {}

        /** @param warnings how many; a task with warnings did what it should */
        record Done(int warnings) implements Ending {}

        /** Nobody knows: its worker was killed, or its node restarted. */
        record Lost() implements Ending {}

        record Failed(String words) implements Ending {}

        /** From the exit status, such as {@code OK} or {@code WARNINGS: 1}. */
        static Ending of(String exit) {
            if (exit.equals("OK")) return new Done(0);
            if (exit.matches("WARNINGS: [0-9]{1,9}"))
                return new Done(Integer.parseInt(exit.substring("WARNINGS: ".length())));
            if (exit.isEmpty() || exit.equals("unexpected status") || exit.equals("unknown")) return new Lost();
            return new Failed(exit);
        }
    }

    /**
     * A task of a list.
     *
     * @param ended empty while it runs, and where nobody knows
     */
    record Task(Upid upid, Ending ending, Optional<Instant> ended) {
        static Optional<Task> read(Row row) {
            var ended = row.time("endtime");
            // Of one that runs some lists say "running", and others nothing.
            var runs = ended.isEmpty()
                    && (row.text("status").isEmpty() || row.text("status").equalsIgnoreCase("running"));
            return row.said("upid")
                    .flatMap(Upid::parse)
                    .map(upid -> new Task(
                            withToken(upid, row), runs ? new Ending.Running() : Ending.of(row.text("status")), ended));
        }
    }

    private static Upid withToken(Upid upid, Row row) {
        if (upid.token().isPresent()) return upid;
        return new Upid(
                upid.text(),
                upid.node(),
                upid.pid(),
                upid.pstart(),
                upid.startedAt(),
                upid.type(),
                upid.id(),
                upid.user(),
                row.word("tokenid"));
    }

    /** The state of one task. */
    record Status(Ending ending) {
        static Status read(Row row) {
            return new Status(
                    row.text("status").equals("running") ? new Ending.Running() : Ending.of(row.text("exitstatus")));
        }
    }

    /** Lines of a task's log. */
    record Log(List<String> lines) {}
}
