package homelab.integration.proxmox;

import homelab.model.Certificate;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Lineage;
import homelab.model.Node;
import homelab.model.Observation;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.State;
import homelab.model.Task.Deed;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One node and its parts, as observations. */
record NodeShow(Home home, Picture picture, Slow slow, Set<String> own, LevelsConfig marks, Instant now) {
    /** Proxmox renews its own certificate when two weeks are left, and one of ACME when thirty days are. */
    private static final Duration TOLD_BEFORE = Duration.ofDays(14);
    /** What a node cannot do without. Others are legitimately off, as corosync is on a node that is alone. */
    private static final Set<String> NEEDED =
            Set.of("pveproxy", "pvedaemon", "pvestatd", "pve-cluster", "pvescheduler", "pvefw-logger", "cron", "sshd");

    /** A drive is told of when so little of its life is left, in percent. */
    private static final double WORN = 5;

    List<Observation> of(ClusterRows.Node node) {
        var seen = new ArrayList<Observation>();
        var resource = resource(node.name());
        var status = Optional.ofNullable(picture.statuses().get(node.name()));
        if (picture.isOffline(node.name())) {
            seen.add(health(resource, State.STOPPED, detail(node, status)));
            return seen;
        }
        if (!picture.isOnline(node.name())) {
            seen.add(new Observation.Unseen(resource.id(), now, "its status daemon (pvestatd) tells nothing"));
            return seen;
        }
        var silent = Optional.ofNullable(picture.silent().get(node.name()));
        if (silent.isPresent()) {
            seen.add(new Observation.Unseen(resource.id(), now, silent.get()));
            return seen;
        }
        seen.add(health(resource, State.RUNNING, detail(node, status)));
        levels(node, status, seen);
        services(node.name(), seen);
        certificate(node.name(), seen);
        drives(node.name(), seen);
        pools(node.name(), seen);
        return seen;
    }

    Resource resource(String node) {
        var id = home.node(node);
        return new Resource(
                id,
                Lineage.named(home.cluster(), "node/" + node),
                Kind.NODE,
                node,
                home.host(),
                List.of(),
                Wishes.NONE);
    }

    private Observation health(Resource resource, State state, homelab.model.Detail detail) {
        return new Observation.Health(resource, now, state, detail);
    }

    /** What is not asked for at each look is as old as its answer: nobody may take it for seen now. */
    private static Observation told(Instant at, Resource resource, State state, homelab.model.Detail detail) {
        return new Observation.Health(resource, at, state, detail);
    }

    private Node detail(ClusterRows.Node node, Optional<NodeRows.Status> status) {
        var up = picture.isOffline(node.name())
                ? Optional.<Duration>empty()
                : status.map(NodeRows.Status::uptime)
                        .or(() -> Optional.of(node.uptime()))
                        .map(Duration::ofSeconds);
        return new Node(
                node.name(),
                own.contains(node.name()),
                slow.ahead.value(node.name()),
                up,
                slow.updates.value(node.name()),
                status.map(NodeRows.Status::version),
                status.filter(one -> !one.load().isEmpty())
                        .map(one -> new Node.Strain(
                                one.load().getFirst(),
                                slow.recent.value(node.name()).flatMap(NodeRows.Recent::pressure))));
    }

    private void levels(ClusterRows.Node node, Optional<NodeRows.Status> status, List<Observation> seen) {
        var name = node.name();
        status.flatMap(NodeRows.Status::cpu)
                .or(node::cpu)
                .ifPresent(cpu -> seen.add(
                        level(Kind.CPU, "cpu", "processors of " + name, name, Levels.share(cpu, marks.nodeCpu()))));
        memory(node, status)
                .ifPresent(level -> seen.add(level(Kind.MEMORY, "memory", "memory of " + name, name, level)));
        status.filter(one -> one.rootUsed() + one.rootAvailable() > 0)
                .map(one -> Levels.filled(one.rootUsed(), one.rootUsed() + one.rootAvailable(), marks.disk()))
                .ifPresent(level -> seen.add(level(Kind.DISK, "disk", "root disk of " + name, name, level)));
    }

    /** Memory that ZFS uses as a cache counts as used and is given back; where it is not told, nothing is said. */
    private Optional<Level> memory(ClusterRows.Node node, Optional<NodeRows.Status> status) {
        var pools = slow.pools.value(node.name()).filter(all -> !all.isEmpty()).isPresent();
        var cache = slow.recent.value(node.name()).flatMap(NodeRows.Recent::cache);
        if (status.isEmpty() || (pools && cache.isEmpty()) || status.get().memoryOf() == 0) return Optional.empty();
        var used = status.get()
                .available()
                .map(free -> Math.max(0, status.get().memoryOf() - free))
                .orElse(status.get().memoryUsed());
        var kept = Math.max(0, used - cache.orElse(0L));
        return Optional.of(Levels.filled(kept, status.get().memoryOf(), marks.memory()));
    }

    private Observation level(Kind kind, String sort, String name, String node, Level level) {
        return health(home.part(kind, home.part(sort, node), name, home.node(node), Wishes.NONE), level.state(), level);
    }

    private void services(String node, List<Observation> seen) {
        for (var service : slow.services.value(node).orElse(List.of())) {
            if (!NEEDED.contains(service.name()) || service.unit().matches("masked|not-found|disabled")) continue;
            var runs = service.state().equals("running");
            var state = service.state().isEmpty() ? service.active() : service.state();
            var words = service.name() + (state.equals("failed") ? " has failed" : " is " + state);
            var report = new Report(
                    runs ? Optional.empty() : Optional.of(Severity.WARNING),
                    words + ".",
                    picture.tasks().ours(node, Deed.RESTART, service.name()));
            var id = home.part("service/" + node, service.name());
            seen.add(told(
                    slow.services.answeredAt(node),
                    home.part(Kind.SERVICE, id, service.name() + " of " + node, home.node(node), Wishes.NONE),
                    report.state(),
                    report));
        }
    }

    /** The one that the node serves: its own where there is no other. */
    private void certificate(String node, List<Observation> seen) {
        var all = slow.certificates.value(node).orElse(List.of());
        var served = all.stream()
                .filter(one -> one.file().equals("pveproxy-ssl.pem"))
                .findFirst()
                .or(() -> all.stream()
                        .filter(one -> one.file().equals("pve-ssl.pem"))
                        .findFirst());
        served.flatMap(NodeRows.Certificate::until).ifPresent(ends -> {
            var resource = home.part(
                    Kind.CERTIFICATE,
                    home.part("certificate", node),
                    "certificate of " + node,
                    home.node(node),
                    Wishes.NONE);
            seen.add(told(
                    slow.certificates.answeredAt(node),
                    resource,
                    State.RUNNING,
                    new Certificate(node, ends, TOLD_BEFORE)));
        });
    }

    private void drives(String node, List<Observation> seen) {
        for (var disk : slow.disks.value(node).orElse(List.of())) {
            var report = drive(disk);
            var name = disk.path().substring(disk.path().lastIndexOf('/') + 1);
            var id = home.part("drive/" + node, disk.serial().isEmpty() ? name : disk.serial());
            seen.add(told(
                    slow.disks.answeredAt(node),
                    home.part(Kind.DRIVE, id, "drive " + name + " of " + node, home.node(node), Wishes.NONE),
                    report.state(),
                    report));
        }
    }

    /** UNKNOWN is what a drive behind a controller says; it is no failure. */
    private static Report drive(NodeRows.Disk disk) {
        var called = disk.path() + (disk.model().isEmpty() ? "" : " (" + disk.model() + ")");
        if (disk.health().equals("FAILED"))
            return new Report(
                    Optional.of(Severity.CRITICAL), "SMART says that " + called + " fails.", Optional.empty());
        var worn = disk.left().filter(left -> left <= WORN);
        if (worn.isPresent())
            return new Report(
                    Optional.of(Severity.WARNING),
                    called + " has " + Math.round(worn.get()) + " % of its life left.",
                    Optional.empty());
        return new Report(
                Optional.empty(),
                disk.health().matches("PASSED|OK") ? "SMART says that it is well." : "SMART says nothing.",
                Optional.empty());
    }

    private void pools(String node, List<Observation> seen) {
        for (var pool : slow.pools.value(node).orElse(List.of())) {
            var well = pool.health().equals("ONLINE");
            var severity = pool.health().equals("DEGRADED") ? Severity.WARNING : Severity.CRITICAL;
            var report = new Report(
                    well ? Optional.empty() : Optional.of(severity),
                    "ZFS says that " + pool.name() + " is " + pool.health() + ".",
                    Optional.empty());
            var id = home.part("pool/" + node, pool.name());
            seen.add(told(
                    slow.pools.answeredAt(node),
                    home.part(Kind.POOL, id, "pool " + pool.name() + " of " + node, home.node(node), Wishes.NONE),
                    report.state(),
                    report));
        }
    }
}
