package homelab.integration.proxmox;

import homelab.integration.proxmox.ClusterRows.Guest;
import homelab.model.Dependency;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Lineage;
import homelab.model.Mode;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.Snapshots;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One guest and its parts, as observations.
 *
 * @param own the guests that the agent may live in
 */
record GuestShow(
        Home home, Picture picture, Slow slow, Locks locks, ProxmoxConfig config, Set<Integer> own, Instant now) {
    /** The list of all guests may be older than the end of a task that is asked for by itself. */
    private static final Duration MAY_STILL_RUN = Duration.ofMinutes(5);

    private static final Duration SNAPSHOT_MAY_BE = Duration.ofDays(30);

    List<Observation> of(Guest guest) {
        var seen = new ArrayList<Observation>();
        var resource = resource(guest);
        var hidden = hidden(guest);
        if (hidden.isPresent()) {
            seen.add(new Observation.Unseen(resource.id(), now, hidden.get()));
            return seen;
        }
        seen.add(new Observation.Health(resource, now, state(guest), detail(guest)));
        if (guest.template()) return seen;
        levels(guest, resource, seen);
        snapshots(guest, resource).ifPresent(seen::add);
        return seen;
    }

    /** What a node that is away had to say of its guests is old. */
    private Optional<String> hidden(Guest guest) {
        if (picture.isOffline(guest.node())) return Optional.of("its node " + guest.node() + " is offline");
        if (picture.silent().containsKey(guest.node()))
            return Optional.of("its node " + guest.node() + " does not answer");
        if (!picture.isOnline(guest.node()))
            return Optional.of("the status daemon (pvestatd) of its node " + guest.node() + " tells nothing");
        return guest.status().equals("unknown") ? Optional.of("Proxmox does not know how it is") : Optional.empty();
    }

    Resource resource(Guest guest) {
        var name = guest.name().isEmpty() ? (guest.container() ? "CT " : "VM ") + guest.vmid() : guest.name();
        return new Resource(
                home.guest(guest.vmid()),
                Lineage.named(home.cluster(), guest.vmid() + "/" + name),
                guest.container() ? Kind.LXC : Kind.VM,
                name,
                home.host(),
                List.of(Dependency.by(home.node(guest.node()), Dependency.When.ON)),
                wishes(guest));
    }

    Wishes wishes(Guest guest) {
        var tags =
                guest.tags().stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList();
        return new Wishes(
                tags.contains("homelab-agent-off"),
                tags.contains("homelab-agent-ask") ? Optional.of(Mode.ASK) : Optional.empty(),
                tags.contains("homelab-agent-protect") || own.contains(guest.vmid()),
                tags.contains("homelab-agent-critical") || config.critical().contains(guest.vmid()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Wishes.Words(
                        "the tag homelab-agent-off",
                        "the tag homelab-agent-ask",
                        "the tag homelab-agent-protect",
                        tags.contains("homelab-agent-critical")
                                ? "the tag homelab-agent-critical"
                                : "CRITICAL_VMS (proxmox.critical)")));
    }

    private State state(Guest guest) {
        if (guest.status().equals("stopped")) return State.STOPPED;
        if (guest.status().equals("paused")) return State.PAUSED;
        var qmp = guest.container()
                ? ""
                : slow.statuses.value(guest.vmid()).map(GuestRows.Status::qmp).orElse("");
        return switch (qmp) {
            case "paused", "suspended" -> State.PAUSED;
            case "io-error", "internal-error", "guest-panicked" -> State.UNHEALTHY;
            case "prelaunch", "inmigrate" -> State.STARTING;
            default -> State.RUNNING;
        };
    }

    private homelab.model.Guest detail(Guest guest) {
        var config = slow.configs.value(guest.vmid());
        var runs = guest.status().equals("running");
        var ha = Optional.of(guest.haState()).filter(state -> !state.isEmpty());
        return new homelab.model.Guest(
                guest.vmid(),
                guest.node(),
                guest.template(),
                own.contains(guest.vmid()),
                locks.of(guest, picture.tasks().isAtWorkOn(guest.vmid(), guest.node()), now),
                ha.map(homelab.model.Guest.Ha::new),
                config.map(GuestRows.Config::onBoot),
                config.flatMap(GuestRows.Config::order),
                slow.agents.value(guest.vmid()).filter(ignored -> runs && locks.everAnswered(guest.vmid(), slow)),
                tasks(guest, ha.isPresent()),
                runs
                        ? Optional.of(new homelab.model.Guest.Usage(
                                guest.cpu().orElse(0.0),
                                guest.memory(),
                                guest.memoryOf(),
                                Duration.ofSeconds(guest.uptime())))
                        : Optional.empty());
    }

    private List<homelab.model.Task> tasks(Guest guest, boolean ha) {
        var more = slow.tasks.value(guest.vmid()).orElse(List.of());
        var book = more.isEmpty() ? picture.tasks() : picture.tasks().with(more);
        if (guest.status().equals("running")) locks.runs(guest.vmid(), now);
        var ranAt = locks.ranAt(guest.vmid());
        return book.without(task -> ranAt.filter(ran -> isLongBefore(task, ran)).isPresent())
                .of(guest.vmid(), ha, this::tookItDown);
    }

    /** It ran on after that, however it was started: on another node, by a rollback, or from within. */
    private boolean isLongBefore(TaskRows.Task task, Instant ran) {
        return here(task.upid(), task.ended().orElse(now)).plus(MAY_STILL_RUN).isBefore(ran);
    }

    private boolean tookItDown(Upid stopAll) {
        var node = stopAll.node();
        var up = picture.resources().nodes().stream()
                .filter(one -> one.name().equals(node))
                .findFirst();
        return picture.isOffline(node)
                || up.filter(one -> now.minusSeconds(one.uptime()).isAfter(here(stopAll, stopAll.startedAt())))
                        .isPresent();
    }

    /** By the agent's own clock. */
    private Instant here(Upid task, Instant there) {
        return there.minus(slow.ahead.value(task.node()).orElse(Duration.ZERO));
    }

    private void levels(Guest guest, Resource resource, List<Observation> seen) {
        if (!guest.status().equals("running")) return;
        guest.cpu()
                .ifPresent(cpu -> seen.add(level(
                        Kind.CPU,
                        "cpu",
                        "processors of ",
                        resource,
                        guest,
                        Levels.share(cpu, config.levels().guestCpu()))));
        // What a virtual machine uses within is seen only where it says so itself, which cannot be told from outside.
        if (guest.container() && guest.memoryOf() > 0)
            seen.add(level(
                    Kind.MEMORY,
                    "memory",
                    "memory of ",
                    resource,
                    guest,
                    Levels.filled(
                            guest.memory(), guest.memoryOf(), config.levels().memory())));
        disk(guest).ifPresent(level -> seen.add(level(Kind.DISK, "disk", "disk of ", resource, guest, level)));
    }

    private Optional<Level> disk(Guest guest) {
        if (guest.container())
            return guest.diskOf() > 0
                    ? Optional.of(Levels.filled(
                            guest.disk(), guest.diskOf(), config.levels().disk()))
                    : Optional.empty();
        return slow.fileSystems.value(guest.vmid()).orElse(List.of()).stream()
                .filter(each -> each.of() > 0 && !each.type().matches("iso9660|udf|squashfs|CDFS|UDF"))
                .max(Comparator.comparingDouble(each -> (double) each.used() / each.of()))
                .map(each -> {
                    var level = Levels.filled(
                            each.used(), each.of(), config.levels().disk());
                    return new Level(level.percent(), each.mount() + " is " + level.words(), level.marks());
                });
    }

    private Observation level(Kind kind, String sort, String name, Resource of, Guest guest, Level level) {
        var id = home.part(sort, Integer.toString(guest.vmid()));
        return new Observation.Health(
                home.part(kind, id, name + of.name(), of.id(), of.wishes()), now, level.state(), level);
    }

    private Optional<Observation> snapshots(Guest guest, Resource of) {
        return slow.snapshots.value(guest.vmid()).filter(all -> !all.isEmpty()).map(all -> {
            var oldest = all.stream()
                    .filter(one -> one.at().isPresent())
                    .min(Comparator.comparing(one -> one.at().orElse(Instant.MAX)))
                    .map(one -> new Snapshots.Oldest(one.name(), one.at().orElseThrow()));
            var id = home.part("snapshots", Integer.toString(guest.vmid()));
            return new Observation.Health(
                    home.part(Kind.SNAPSHOT, id, "snapshots of " + of.name(), of.id(), of.wishes()),
                    now,
                    State.RUNNING,
                    new Snapshots(all.size(), oldest, SNAPSHOT_MAY_BE));
        });
    }
}
