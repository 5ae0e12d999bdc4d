package homelab.lab.proxmox;

import homelab.lab.proxmox.GuestPlan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one guest is now. */
final class Guest {
    final GuestPlan plan;
    /** Tells it from an earlier one of the same vmid. */
    final int edition;

    String node;
    boolean running;
    boolean paused;
    Instant startedAt;
    Optional<String> lock = Optional.empty();
    Optional<HaState> ha;
    /** What is being done to it. */
    Optional<Task> task = Optional.empty();

    boolean agentAnswers;
    double cpu = 0.03;
    long memoryUsed;
    long diskUsed;
    final List<Snapshot> snapshots = new ArrayList<>();

    boolean ignoresShutdown;
    Optional<String> startFails = Optional.empty();
    boolean startWarns;

    record Snapshot(String name, Instant at, String about) {}

    /** What HA makes of it. */
    static final class HaState {
        String requested;
        String state;
        int failures;

        HaState(String requested) {
            this.requested = requested;
            this.state = requested;
        }
    }

    Guest(GuestPlan plan, int edition, Instant now) {
        this.plan = plan;
        this.edition = edition;
        this.node = plan.node();
        this.running = !plan.is(Trait.STOPPED) && !plan.is(Trait.TEMPLATE);
        this.startedAt = now.minus(Duration.ofDays(9)).minusSeconds(plan.vmid());
        this.ha = plan.is(Trait.HA) ? Optional.of(new HaState(running ? "started" : "stopped")) : Optional.empty();
        this.agentAnswers = plan.is(Trait.AGENT);
        this.memoryUsed = plan.memory() / 3;
        this.diskUsed = plan.disk() / 4;
    }

    int vmid() {
        return plan.vmid();
    }

    Kind kind() {
        return plan.kind();
    }

    /** As messages call it. */
    String called() {
        return kind().called + " " + vmid();
    }

    /** As people call it. */
    String known() {
        return called() + " (" + plan.name() + ")";
    }

    boolean isTemplate() {
        return plan.is(Trait.TEMPLATE);
    }

    /** Whether HA takes requests for it. */
    boolean isManaged() {
        return ha.filter(state -> !state.requested.equals("ignored")).isPresent();
    }

    boolean isBusy() {
        return task.filter(Task::isRunning).isPresent();
    }

    void started(Instant at) {
        running = true;
        paused = false;
        startedAt = at;
    }

    void ended() {
        running = false;
        paused = false;
    }

    long uptime(Instant now) {
        return running ? Math.max(0, Duration.between(startedAt, now).toSeconds()) : 0;
    }

    String status() {
        return running ? "running" : "stopped";
    }

    /** As HA calls it. */
    String sid() {
        return kind().group + ":" + vmid();
    }
}
