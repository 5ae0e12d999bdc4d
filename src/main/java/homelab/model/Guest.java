package homelab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A virtual machine or an LXC container as Proxmox describes it.
 *
 * @param node the name of the node that it is on
 * @param template it is one, which never runs
 * @param own the agent lives in it
 * @param lock what works on it now
 * @param ha what Proxmox's high availability has to do with it; empty where it is not managed
 * @param onboot whether its node starts it; empty where its config was not read
 * @param order when it is started, before those with a higher number; empty where its config says nothing
 * @param agent whether the agent inside answered last; empty where there is none, or it was not asked
 * @param tasks that made it run or end, latest first; empty where there was none lately, or the log cannot be seen
 * @param usage for people; empty while it does not run
 */
public record Guest(
        int vmid,
        String node,
        boolean template,
        boolean own,
        Optional<Lock> lock,
        Optional<Ha> ha,
        Optional<Boolean> onboot,
        Optional<Integer> order,
        Optional<Boolean> agent,
        List<Task> tasks,
        Optional<Usage> usage)
        implements Detail {
    public Guest {
        tasks = List.copyOf(tasks);
    }

    /** The latest task that made it run or end. */
    public Optional<Task> lastTask() {
        return tasks.stream().findFirst();
    }

    /**
     * Something works on it, and nothing else may.
     *
     * @param why Proxmox's word, such as {@code backup}
     * @param since when it was first seen locked, by the agent's clock; anew when what worked on it had ended
     * @param worked a task runs that may be the one that holds it
     */
    public record Lock(String why, Instant since, boolean worked) {}

    /**
     * What high availability is doing with it.
     *
     * @param state Proxmox's word, such as {@code started} or {@code error}
     */
    public record Ha(String state) {
        /** It gave up and waits for a person. */
        public boolean isInError() {
            return state.equals("error");
        }

        /** It was told to keep it stopped. */
        public boolean keepsItStopped() {
            return state.equals("stopped") || state.equals("request_stop") || state.equals("disabled");
        }

        /** It was told to take no notice of it. */
        public boolean isIgnored() {
            return state.equals("ignored");
        }
    }

    /**
     * What it uses.
     *
     * @param cpu share of what it may use, 0 to 1
     * @param memory bytes
     * @param memoryLimit bytes
     * @param up how long it has run
     */
    public record Usage(double cpu, long memory, long memoryLimit, Duration up) {}
}
