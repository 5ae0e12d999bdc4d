package homelab.lab.proxmox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All tasks of all nodes, oldest first. */
final class Tasks {
    static final String OK = "OK";

    private final Cluster cluster;
    private final List<Task> all = new ArrayList<>();
    private int nextPid = 0x1200;

    Tasks(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Begins one that is ended by {@link #end} alone. */
    Task begin(Node node, String type, String id, String user) {
        var now = cluster.now();
        nextPid += 37;
        var jiffies = (int)
                Math.min(Integer.MAX_VALUE, Duration.between(node.bootedAt, now).toMillis() / 10);
        var task = new Task(node.name(), nextPid, jiffies, node.time(now), type, id, user);
        all.add(task);
        return task;
    }

    /**
     * Begins one that takes a while.
     *
     * @param work is done at its end, unless its node died or it was cut off before; says how it ended
     */
    Task begin(Node node, String type, String id, String user, Duration length, Function<Task, String> work) {
        var task = begin(node, type, id, user);
        after(task, length, work);
        return task;
    }

    /** Ends a task a while from now. */
    void after(Task task, Duration length, Function<Task, String> work) {
        cluster.later(length, () -> {
            if (task.isRunning()) end(task, work.apply(task));
        });
    }

    void end(Task task, String status) {
        if (task.isRunning()) task.ends(cluster.node(task.node).time(cluster.now()), status);
    }

    /** Their node died. */
    void cutOff(Node node) {
        all.stream()
                .filter(task -> task.isRunning() && task.node.equals(node.name()))
                .forEach(task -> task.ends(node.time(cluster.now()), "unexpected status"));
    }

    Optional<Task> find(String upid) {
        return all.stream().filter(task -> task.upid().equals(upid)).findFirst();
    }

    /** Of one node, newest first. */
    Stream<Task> of(String node) {
        return all.reversed().stream().filter(task -> task.node.equals(node));
    }

    Stream<Task> newest() {
        return all.reversed().stream();
    }
}
