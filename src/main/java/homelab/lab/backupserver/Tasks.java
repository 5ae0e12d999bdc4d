package homelab.lab.backupserver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ran on the server, and its jobs with how they ended last. Safe to use by many threads. */
final class Tasks {
    private static final int LIMIT = 50;

    private final List<Map<String, Object>> tasks = new ArrayList<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /**
     * A job.
     *
     * @param list the path that lists it
     * @param remote whom it syncs with; empty for what is no sync from another
     * @param state what it ended with last; empty while it runs, or before
     */
    record Job(String list, String store, String id, String remote, Optional<Instant> endedAt, String state) {
        Map<String, Object> shown() {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("store", store);
            if (!id.isEmpty()) shown.put("id", id);
            if (!remote.isEmpty()) shown.put("remote", remote);
            endedAt.ifPresent(at -> shown.put("last-run-endtime", at.getEpochSecond()));
            if (!state.isEmpty()) shown.put("last-run-state", state);
            return shown;
        }
    }

    /** One more field after the start of the process than Proxmox VE has. */
    static String upid(String type, String about, Instant at) {
        return String.format(
                "UPID:pbs:0000A1B2:00C3D4E5:00000001:%08X:%s:%s:root@pam:", at.getEpochSecond(), type, about);
    }

    synchronized void has(Job job) {
        jobs.put(job.list() + " " + job.store() + " " + job.id(), job);
    }

    synchronized void ended(String type, String about, Instant at, String state) {
        var task = new LinkedHashMap<String, Object>();
        task.put("upid", upid(type, about, at));
        task.put("node", "pbs");
        task.put("worker_type", type);
        task.put("worker_id", about);
        task.put("user", "root@pam");
        task.put("starttime", at.getEpochSecond());
        task.put("endtime", at.getEpochSecond());
        task.put("status", state);
        tasks.addFirst(task);
    }

    synchronized List<Map<String, Object>> newest(String limit) {
        return tasks.stream()
                .limit(limit.isEmpty() ? LIMIT : Integer.parseInt(limit))
                .toList();
    }

    synchronized List<Job> jobs(String list) {
        return jobs.values().stream().filter(job -> job.list().equals(list)).toList();
    }
}
