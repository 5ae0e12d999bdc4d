package homelab.lab.proxmox;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The calls about tasks. */
final class TaskCalls {
    private static final int RECENT = 25;

    private TaskCalls() {}

    static void addTo(Routes routes) {
        routes.get("/cluster/tasks", Rule.anyone(), TaskCalls::recent);
        routes.get(
                "/nodes/{node}/tasks",
                Rule.anyone(),
                TaskCalls::list,
                "vmid vmid",
                "source active|archive|all",
                "limit int",
                "start int",
                "since int",
                "until int",
                "errors bool",
                "typefilter text",
                "userfilter text",
                "statusfilter text");
        routes.get("/nodes/{node}/tasks/{upid}/status", Rule.anyone(), TaskCalls::status);
        routes.get(
                "/nodes/{node}/tasks/{upid}/log",
                Rule.anyone(),
                TaskCalls::log,
                "limit int",
                "start int",
                "download bool");
    }

    private static boolean sees(Ask ask, Task task) {
        return task.user.equals(ask.token().fullId()) || ask.may("/nodes/" + task.node, "Sys.Audit");
    }

    private static Map<String, Object> over(Task task) {
        var row = task.json();
        task.endedAt.ifPresent(at -> row.and("endtime", at.getEpochSecond()).and("status", task.exit));
        return row.map();
    }

    /** Of each node its newest; without a status where it still runs. */
    private static List<?> recent(Ask ask) {
        var cluster = ask.cluster();
        return cluster.nodes.keySet().stream()
                .flatMap(node -> cluster.tasks.of(node).limit(RECENT))
                .filter(task -> sees(ask, task))
                .map(TaskCalls::over)
                .toList();
    }

    private static List<?> list(Ask ask) {
        var source = ask.maybe("source").orElse("archive");
        var tasks = ask.cluster().tasks;
        var running = source.equals("archive")
                ? Stream.<Task>empty()
                : tasks.of(ask.text("node")).filter(Task::isRunning);
        var done = source.equals("active")
                ? Stream.<Task>empty()
                : tasks.of(ask.text("node")).filter(task -> !task.isRunning());
        return Stream.concat(running, done)
                .filter(task -> sees(ask, task) && isAskedFor(ask, task))
                .skip(ask.number("start", 0))
                .limit(ask.number("limit", 50))
                .map(task -> {
                    var row = over(task);
                    if (task.isRunning()) row.put("status", "RUNNING");
                    return row;
                })
                .toList();
    }

    private static boolean isAskedFor(Ask ask, Task task) {
        var began = task.startedAt.getEpochSecond();
        return ask.maybe("vmid").filter(vmid -> !task.id.equals(vmid)).isEmpty()
                && ask.maybe("typefilter")
                        .filter(type -> !task.type.equals(type))
                        .isEmpty()
                && ask.maybe("userfilter")
                        .filter(user -> !task.user.contains(user))
                        .isEmpty()
                && began >= ask.number("since", 0)
                && began <= ask.number("until", Long.MAX_VALUE)
                && !(ask.flag("errors") && (task.isRunning() || task.exit.equals("OK")));
    }

    private static Task task(Ask ask) throws Refused {
        var task = ask.cluster()
                .tasks
                .find(ask.text("upid"))
                .filter(it -> it.node.equals(ask.text("node")))
                .orElseThrow(() -> Refused.because("no such task"));
        if (!sees(ask, task)) throw Refused.forbidden(" (/nodes/" + task.node + ", Sys.Audit)");
        return task;
    }

    private static Map<String, Object> status(Ask ask) throws Refused {
        var task = task(ask);
        return task.json()
                .and("status", task.isRunning() ? "running" : "stopped")
                .when(!task.isRunning(), "exitstatus", task.exit)
                .map();
    }

    private static List<?> log(Ask ask) throws Refused {
        var lines = task(ask).log;
        var start = (int) Math.min(lines.size(), ask.number("start", 0));
        var limit = ask.number("limit", 50);
        var end = limit == 0 ? lines.size() : (int) Math.min(lines.size(), start + limit);
        if (lines.isEmpty())
            return List.of(Json.of("n", 1).and("t", "no content").map());
        return IntStream.range(start, end)
                .mapToObj(i -> Json.of("n", i + 1).and("t", lines.get(i)).map())
                .toList();
    }
}
