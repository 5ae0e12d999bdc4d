package homelab.lab.proxmox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A task, running or over. */
final class Task {
    final String node;
    final int pid;
    final int pstart;
    /** By the node's own clock, as all times of a task. */
    final Instant startedAt;

    final String type;
    final String id;
    /** With the token's name behind an exclamation mark, if there was one. */
    final String user;

    final List<String> log = new ArrayList<>();
    Optional<Instant> endedAt = Optional.empty();
    String exit = "";

    Task(String node, int pid, int pstart, Instant startedAt, String type, String id, String user) {
        this.node = node;
        this.pid = pid;
        this.pstart = pstart;
        this.startedAt = startedAt;
        this.type = type;
        this.id = id;
        this.user = user;
    }

    String upid() {
        return String.format(
                Locale.ROOT,
                "UPID:%s:%08X:%08X:%08X:%s:%s:%s:",
                node,
                pid,
                pstart,
                startedAt.getEpochSecond(),
                type,
                id,
                user);
    }

    boolean isRunning() {
        return endedAt.isEmpty();
    }

    boolean isGood() {
        return exit.equals("OK") || exit.startsWith("WARNINGS");
    }

    void ends(Instant at, String status) {
        endedAt = Optional.of(at);
        exit = status;
        // A task that is cut off writes nothing more.
        if (status.equals("unexpected status")) return;
        log.add(
                status.equals("OK")
                        ? "TASK OK"
                        : status.startsWith("WARNINGS") ? "TASK " + status : "TASK ERROR: " + status);
    }

    /** What lists and the status have alike. */
    Json json() {
        var halves = user.split("!", 2);
        return Json.of("upid", upid())
                .and("node", node)
                .and("pid", pid)
                .and("pstart", pstart)
                .and("starttime", startedAt.getEpochSecond())
                .and("type", type)
                .and("id", id)
                .and("user", halves[0])
                .when(halves.length > 1, "tokenid", halves[halves.length - 1]);
    }
}
