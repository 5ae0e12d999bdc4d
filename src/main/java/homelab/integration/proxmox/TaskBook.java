package homelab.integration.proxmox;

import homelab.model.Task;
import homelab.model.Task.Deed;
import homelab.model.Task.Whose;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tasks as the agent understands them: what they were to do, and on whose word.
 *
 * @param token the agent's own
 * @param all newest first
 */
record TaskBook(ProxmoxConfig.Token token, List<TaskRows.Task> all) {
    private static final int MOST = 10;
    /** A node that goes down shuts its guests down one after another. */
    private static final Duration ALL_MAY_TAKE = Duration.ofMinutes(10);

    private static final Map<String, Deed> DEEDS = Map.ofEntries(
            Map.entry("qmstart", Deed.START),
            Map.entry("vzstart", Deed.START),
            Map.entry("hastart", Deed.START),
            Map.entry("qmstop", Deed.STOP),
            Map.entry("vzstop", Deed.STOP),
            Map.entry("qmsuspend", Deed.STOP),
            Map.entry("vzsuspend", Deed.STOP),
            Map.entry("qmshutdown", Deed.SHUTDOWN),
            Map.entry("vzshutdown", Deed.SHUTDOWN),
            Map.entry("hastop", Deed.SHUTDOWN),
            Map.entry("qmreboot", Deed.REBOOT),
            Map.entry("vzreboot", Deed.REBOOT),
            Map.entry("qmreset", Deed.RESET),
            Map.entry("srvrestart", Deed.RESTART),
            Map.entry("vzdump", Deed.BACKUP));

    TaskBook {
        all = List.copyOf(all);
    }

    /** The same with more of them; each once. */
    TaskBook with(List<TaskRows.Task> more) {
        var merged = new java.util.LinkedHashMap<String, TaskRows.Task>();
        more.forEach(task -> merged.put(task.upid().text(), task));
        // Of two the one that has ended is the newer one.
        all.forEach(task -> merged.merge(
                task.upid().text(), task, (a, b) -> a.ending() instanceof TaskRows.Ending.Running ? b : a));
        return new TaskBook(
                token,
                merged.values().stream()
                        .sorted(Comparator.comparing(
                                        (TaskRows.Task task) -> task.upid().startedAt())
                                .reversed())
                        .toList());
    }

    /** The same without some. */
    TaskBook without(Predicate<TaskRows.Task> some) {
        return new TaskBook(token, all.stream().filter(some.negate()).toList());
    }

    /**
     * What made this guest run or end, newest first.
     *
     * @param tookItDown whether the node went down with this stop of all its guests
     */
    List<Task> of(int vmid, boolean ha, Predicate<Upid> tookItDown) {
        var id = Integer.toString(vmid);
        return all.stream()
                .filter(task -> task.upid().id().equals(id))
                .flatMap(task -> power(task, ha, tookItDown).stream())
                .limit(MOST)
                .toList();
    }

    private Optional<Task> power(TaskRows.Task task, boolean ha, Predicate<Upid> tookItDown) {
        return read(task, ha, tookItDown).filter(read -> read.deed() != Deed.BACKUP && read.deed() != Deed.RESTART);
    }

    /** The agent's own latest task of this sort about this. */
    Optional<Task> ours(String node, Deed deed, String id) {
        return all.stream()
                .filter(task -> task.upid().isBy(token) && task.upid().id().equals(id))
                .filter(task -> node.isEmpty() || task.upid().node().equals(node))
                .flatMap(task -> read(task, false, ignored -> false).stream())
                .filter(task -> task.deed() == deed)
                .findFirst();
    }

    /** A task runs that may be the one that holds this guest's lock. */
    boolean isAtWorkOn(int vmid, String node) {
        var id = Integer.toString(vmid);
        return all.stream()
                .filter(task -> task.ending() instanceof TaskRows.Ending.Running)
                .anyMatch(task -> task.upid().id().equals(id)
                        || (task.upid().type().equals("vzdump")
                                && task.upid().id().isEmpty()
                                && task.upid().node().equals(node)));
    }

    private Optional<Task> read(TaskRows.Task task, boolean ha, Predicate<Upid> tookItDown) {
        var upid = task.upid();
        return Optional.ofNullable(DEEDS.get(upid.type()))
                .map(deed -> new Task(
                        upid.text(),
                        upid.type(),
                        deed,
                        whose(task, ha, tookItDown),
                        upid.user() + upid.token().map(name -> "!" + name).orElse(""),
                        upid.startedAt(),
                        status(task)));
    }

    private static Optional<String> status(TaskRows.Task task) {
        return switch (task.ending()) {
            case TaskRows.Ending.Running ignored -> Optional.empty();
            case TaskRows.Ending.Done done -> Optional.of(done.warnings() == 0 ? "OK" : "WARNINGS: " + done.warnings());
            case TaskRows.Ending.Lost ignored -> Optional.of("unexpected status");
            case TaskRows.Ending.Failed failed -> Optional.of(failed.words());
        };
    }

    private Whose whose(TaskRows.Task task, boolean ha, Predicate<Upid> tookItDown) {
        var upid = task.upid();
        if (upid.isBy(token)) return Whose.OURS;
        var asRoot = upid.user().equals("root@pam") && upid.token().isEmpty();
        if (asRoot && isWithinOneForAll(upid, tookItDown)) return Whose.THE_NODE;
        // What a person wants of a guest of high availability is a task of its own, such as hastart.
        return asRoot && ha && !upid.type().startsWith("ha") ? Whose.HA : Whose.A_PERSON;
    }

    /** A person stops all guests of a node with the same task as the node itself when it goes down. */
    private boolean isWithinOneForAll(Upid upid, Predicate<Upid> tookItDown) {
        var deed = DEEDS.get(upid.type());
        return all.stream()
                .map(TaskRows.Task::upid)
                .filter(other -> other.node().equals(upid.node()))
                .filter(other -> deed == Deed.START
                        ? other.type().equals("startall")
                        : other.type().equals("stopall") && tookItDown.test(other))
                .anyMatch(other -> !upid.startedAt().isBefore(other.startedAt())
                        && upid.startedAt().isBefore(other.startedAt().plus(ALL_MAY_TAKE)));
    }
}
