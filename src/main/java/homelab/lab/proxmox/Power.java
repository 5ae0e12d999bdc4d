package homelab.lab.proxmox;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Starting and stopping guests, as the table of what is refused at once and what fails as a task has it. */
final class Power {
    static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(3);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration SHUTDOWN = Duration.ofSeconds(6);
    private static final Duration RESET = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Cluster cluster;

    Power(Cluster cluster) {
        this.cluster = cluster;
    }

    /** How a guest is to go down. */
    record Down(Duration timeout, boolean force, boolean overrule) {
        static Down plain() {
            return new Down(TIMEOUT, false, false);
        }

        static Down within(long seconds, boolean force) {
            return new Down(Duration.ofSeconds(seconds), force, false);
        }
    }

    // what is asked over the API

    Task start(Guest guest, String user) throws Refused {
        if (guest.kind() == Kind.LXC && guest.running) throw Refused.because(guest.called() + " already running");
        return guest.isManaged() ? cluster.ha.asked(guest, user, true) : directStart(guest, user);
    }

    Task stop(Guest guest, String user, Down down) throws Refused {
        if (guest.kind() == Kind.LXC) needsRunning(guest);
        return guest.isManaged() ? cluster.ha.asked(guest, user, false) : directStop(guest, user, down);
    }

    Task shutdown(Guest guest, String user, Down down) throws Refused {
        if (guest.kind() == Kind.LXC) needsRunning(guest);
        if (guest.paused && !down.force()) throw Refused.because("VM is paused - cannot shutdown");
        return guest.isManaged() ? cluster.ha.asked(guest, user, false) : directShutdown(guest, user, down);
    }

    Task reboot(Guest guest, String user, Down down) throws Refused {
        needsRunning(guest);
        return act(guest, "reboot", user, task -> {
            var kills = guest.kind() == Kind.LXC;
            if (guest.ignoresShutdown && !kills) {
                cluster.tasks.after(task, down.timeout(), it -> tooSlow(guest));
                return;
            }
            var length = guest.ignoresShutdown ? down.timeout() : SHUTDOWN;
            cluster.later(length, () -> {
                if (!task.isRunning()) return;
                guest.ended();
                cluster.tasks.after(task, START, it -> comesUp(guest));
            });
        });
    }

    Task reset(Guest guest, String user) throws Refused {
        needsRunning(guest);
        return act(guest, "reset", user, RESET, task -> {
            guest.started(cluster.now());
            return Tasks.OK;
        });
    }

    private static void needsRunning(Guest guest) throws Refused {
        if (!guest.running) throw Refused.because(guest.called() + " not running");
    }

    // what is done, whoever asks

    Task directStart(Guest guest, String user) {
        return act(guest, "start", user, START, task -> comesUp(guest));
    }

    Task directStop(Guest guest, String user, Down down) {
        if (down.overrule())
            guest.task
                    .filter(task -> task.isRunning() && task.type.endsWith("shutdown"))
                    .ifPresent(task -> cluster.tasks.end(task, "interrupted by signal"));
        return act(guest, "stop", user, STOP, task -> {
            guest.ended();
            return Tasks.OK;
        });
    }

    Task directShutdown(Guest guest, String user, Down down) {
        // What is paused cannot hear; by force it is stopped instead.
        if (!guest.running || !guest.ignoresShutdown || guest.paused)
            return act(guest, "shutdown", user, guest.running ? SHUTDOWN : RESET, task -> {
                guest.ended();
                return Tasks.OK;
            });
        return act(guest, "shutdown", user, down.timeout(), task -> {
            if (!down.force()) return tooSlow(guest);
            task.log.add("VM quit/powerdown failed - terminating now with SIGTERM");
            guest.ended();
            return Tasks.OK;
        });
    }

    private static String tooSlow(Guest guest) {
        return guest.kind() == Kind.QEMU ? "VM quit/powerdown failed - got timeout" : "container did not stop";
    }

    private String comesUp(Guest guest) {
        if (guest.running) return guest.called() + " already running";
        if (guest.startFails.isPresent()) return guest.startFails.get();
        guest.started(cluster.now());
        return guest.startWarns ? "WARNINGS: 1" : Tasks.OK;
    }

    private Task act(Guest guest, String what, String user, Duration length, Function<Task, String> work) {
        return act(guest, what, user, task -> cluster.tasks.after(task, length, work));
    }

    /** Begins the task, unless something is in its way, which the task then ends with. */
    private Task act(Guest guest, String what, String user, java.util.function.Consumer<Task> work) {
        var busy = guest.isBusy();
        var node = cluster.node(guest.node);
        var task = cluster.tasks.begin(node, guest.kind().tasks + what, Integer.toString(guest.vmid()), user);
        if (busy) {
            cluster.tasks.after(task, LOCK_PATIENCE, it -> lockFile(guest) + " - got timeout");
            return task;
        }
        guest.task = Optional.of(task);
        var obstacle = obstacle(guest, what);
        if (obstacle.isPresent()) cluster.tasks.after(task, RESET, it -> obstacle.get());
        else work.accept(task);
        return task;
    }

    private static Optional<String> obstacle(Guest guest, String what) {
        if (what.equals("start") && guest.isTemplate())
            return Optional.of("you can't start a " + guest.kind().group + " if it's a template");
        if (guest.lock.isPresent()) return Optional.of(guest.kind().called + " is locked (" + guest.lock.get() + ")");
        if (what.equals("start") && guest.running) return Optional.of(guest.called() + " already running");
        return Optional.empty();
    }

    private static String lockFile(Guest guest) {
        return guest.kind() == Kind.QEMU
                ? "can't lock file '/var/lock/qemu-server/lock-" + guest.vmid() + ".conf'"
                : "can't lock file '/run/lock/lxc/pve-config-" + guest.vmid() + ".lock'";
    }
}
