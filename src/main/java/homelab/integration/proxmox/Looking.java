package homelab.integration.proxmox;

import homelab.integration.IntegrationException;
import homelab.integration.proxmox.ClusterRows.Guest;
import homelab.integration.proxmox.GuestRows.At;
import homelab.model.Cluster;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A full look at a cluster: one list of all there is, each node's own word, what needs confirming, and as many slow
 * questions as are left of its budget.
 */
final class Looking {
    /** Requests of one full look, whatever there is to ask. */
    static final int BUDGET = 60;
    /** The members, the list of all there is, and the tasks. */
    private static final int OF_ALL = 3;

    private final ProxmoxConfig config;
    private final PveApi api;
    private final InstantSource clock;
    private final Machine machine;
    private final Together together;
    private final Slow slow = new Slow();
    private final Locks locks = new Locks();
    private final Confirming confirming = new Confirming(slow);
    private final Hidden hidden = new Hidden();
    private Optional<Picture> last = Optional.empty();
    /** What the last full look saw. */
    private Set<Resource.Id> before = Set.of();

    Looking(ProxmoxConfig config, PveApi api, InstantSource clock, Machine machine, Together together) {
        this.config = config;
        this.api = api;
        this.clock = clock;
        this.machine = machine;
        this.together = together;
    }

    /** What was asked about this lately is asked anew at the next full look. */
    void doubt(Resource.Id part) {
        var id = part.value();
        var of = id.substring(0, Math.max(0, id.lastIndexOf('@')));
        var words = of.split("/", -1);
        if (words.length < 2) return;
        switch (words[0]) {
            case "service" -> slow.services.doubt(words[1]);
            case "pool" -> slow.pools.doubt(words[1]);
            case "certificate" -> slow.certificates.doubt(words[1]);
            case "backups" -> slow.backups.doubtAll();
            case "storage" -> slow.storages.doubtAll();
            default -> {}
        }
    }

    /** @param doubted guests whose slow answers are asked anew */
    Look full(Set<Integer> doubted) throws IntegrationException {
        doubted.forEach(slow::doubt);
        var asking = api.inOneLook();
        var membership = asking.membership();
        var resources = asking.resources();
        var tasks = tasks(asking);
        var statuses = new ConcurrentHashMap<String, NodeRows.Status>();
        var silent = new ConcurrentHashMap<String, String>();
        var bare = new Picture(resources, membership, tasks, Map.of(), Map.of());
        together.run(bare.onlineNodes().stream()
                .<Runnable>map(node -> () -> {
                    try {
                        statuses.put(node, asking.node(node));
                    } catch (IntegrationException e) {
                        silent.put(node, String.valueOf(e.getMessage()));
                    }
                })
                .toList());
        var picture = new Picture(resources, membership, tasks, Map.copyOf(statuses), Map.copyOf(silent));
        var now = clock.instant();
        var left = BUDGET - OF_ALL - bare.onlineNodes().size() - (hidden.misses(picture) ? 1 : 0);
        noteHidden(picture, asking, now);
        var doubtful = confirming.due(picture, doubted, asking, now, left);
        together.run(doubtful);
        if (locks.anotherDumpEnded(picture.tasks())) slow.backups.doubtAll();
        together.run(Rota.due(slow, asking, picture, now, left - confirming.requests(doubtful)));
        var latest = confirming.in(picture, now);
        last = Optional.of(latest);
        slow.keepOnly(latest);
        return present(latest, now);
    }

    /** Not all that changed could be confirmed; another full look should follow soon. */
    boolean isBehind() {
        return confirming.isBehind();
    }

    private TaskBook tasks(PveApi asking) throws IntegrationException {
        try {
            return new TaskBook(config.token(), List.of()).with(asking.clusterTasks());
        } catch (IntegrationException e) {
            if (e.kind() == IntegrationException.Kind.UNREACHABLE) throw e;
            return new TaskBook(config.token(), List.of());
        }
    }

    private Look present(Picture picture, Instant now) {
        var home = new Home(picture.name(), config.id());
        var seen = new ArrayList<Observation>();
        seen.add(cluster(picture, now));
        ceph(home, now).ifPresent(seen::add);
        var own = own(picture);
        var ownNodes = ownNodes(picture, own);
        var nodes = new NodeShow(home, picture, slow, ownNodes, config.levels(), now);
        picture.resources().nodes().forEach(node -> seen.addAll(nodes.of(node)));
        var guests = guests(home, picture, own, now);
        var backups = new BackupShow(home, picture, slow, config.oldestBackup(), now);
        for (var guest : picture.guests()) {
            var resource = guests.resource(guest);
            if (confirming.waits(guest.vmid()))
                seen.add(new Observation.Unseen(resource.id(), now, "it changed, and is asked within seconds"));
            else seen.addAll(guests.of(guest));
            backups.of(guest, resource).or(() -> unlisted(home, guest, now)).ifPresent(seen::add);
        }
        backups.plan().ifPresent(seen::add);
        seen.addAll(new StorageShow(home, picture, slow, config.levels(), now).all());
        for (int vmid : hidden.vmids())
            seen.add(new Observation.Unseen(home.guest(vmid), now, "the token may not look at it any more"));
        seen.addAll(Behind.of(before, seen, now));
        var present = seen.stream().map(Observation::about).collect(Collectors.toSet());
        before = present;
        return new Look(config.id(), now, seen, Optional.of(present), Set.of(), Optional.empty());
    }

    private Optional<Observation> unlisted(Home home, Guest guest, Instant now) {
        var id = home.part("backups", Integer.toString(guest.vmid()));
        return before.contains(id) && !guest.template()
                ? Optional.of(new Observation.Unseen(id, now, "its backups can't be listed now"))
                : Optional.empty();
    }

    private GuestShow guests(Home home, Picture picture, Set<Integer> own, Instant now) {
        return new GuestShow(home, picture, slow, locks, config, own, now);
    }

    /** A right that was taken is known only by asking for it. */
    private void noteHidden(Picture picture, PveApi asking, Instant now) {
        if (hidden.misses(picture)) {
            slow.permissions.doubt(Slow.ALL);
            slow.permissions.ask(Slow.ALL, now, asking::permissions);
        }
        hidden.note(picture, slow.permissions.noted(Slow.ALL, now));
    }

    private Observation cluster(Picture picture, Instant now) {
        var resource = new Resource(
                config.id(),
                Lineage.named(picture.name(), "cluster"),
                Kind.CLUSTER,
                config.name(),
                config.id(),
                List.of(),
                Wishes.NONE);
        var nodes = picture.resources().nodes();
        var online = Math.toIntExact(
                nodes.stream().filter(node -> picture.isOnline(node.name())).count());
        return new Observation.Health(
                resource,
                now,
                State.RUNNING,
                new Cluster(
                        picture.name(),
                        picture.membership().quorate(),
                        nodes.size(),
                        online,
                        slow.version
                                .value(Slow.ALL)
                                .map(ClusterRows.Version::text)
                                .orElse(""),
                        Failures.of(picture.tasks(), now),
                        hidden.words()));
    }

    private Optional<Observation> ceph(Home home, Instant now) {
        return slow.ceph
                .value(Slow.ALL)
                .filter(ceph -> !ceph.health().isEmpty())
                .map(ceph -> {
                    var severity = switch (ceph.health()) {
                        case "HEALTH_OK" -> Optional.<Severity>empty();
                        case "HEALTH_WARN" -> Optional.of(Severity.WARNING);
                        default -> Optional.of(Severity.CRITICAL);
                    };
                    var why = ceph.troubles().isEmpty() ? "" : ": " + String.join("; ", ceph.troubles());
                    var report = new Report(severity, "Ceph says " + ceph.health() + why + ".", Optional.empty());
                    return new Observation.Health(
                            home.part(Kind.POOL, home.part("pool", "ceph"), "Ceph", home.host(), Wishes.NONE),
                            now,
                            report.state(),
                            report);
                });
    }

    /** The agent is in the guest that has one of this machine's network cards. */
    private Set<Integer> own(Picture picture) {
        return picture.guests().stream()
                .map(Guest::vmid)
                .filter(vmid -> slow.configs
                        .value(vmid)
                        .filter(known -> known.macs().stream().anyMatch(machine.macs()::contains))
                        .isPresent())
                .collect(Collectors.toSet());
    }

    private Set<String> ownNodes(Picture picture, Set<Integer> own) {
        var nodes = new HashSet<String>();
        for (var guest : picture.guests()) if (own.contains(guest.vmid())) nodes.add(guest.node());
        machine.node().ifPresent(nodes::add);
        return nodes;
    }

    /** One guest alone, with all that tells how it came to be so. Says nothing where it has not been listed. */
    Look one(int vmid) throws IntegrationException {
        if (last.isEmpty() || !confirming.shown().contains(vmid)) return only(List.of(), clock.instant());
        var listed = api.resources();
        var known = last.get();
        var picture = new Picture(listed, known.membership(), tasks(api), known.statuses(), known.silent());
        var found = picture.guests().stream().filter(one -> one.vmid() == vmid).findFirst();
        if (found.isEmpty() || !picture.isOnline(found.get().node())) return only(List.of(), clock.instant());
        var guest = found.get();
        var now = clock.instant();
        var at = new At(guest.node(), vmid, guest.container());
        GuestRows.Status status;
        try {
            status = api.status(at);
        } catch (IntegrationException e) {
            // One that cannot be asked says nothing of the others.
            var id = new Home(picture.name(), config.id()).guest(vmid);
            return only(List.of(new Observation.Unseen(id, now, String.valueOf(e.getMessage()))), now);
        }
        var answered = status;
        slow.statuses.ask(vmid, now, () -> answered);
        slow.tasks.ask(vmid, now, () -> api.tasks(at.node(), vmid, 10));
        if (slow.configs.value(vmid).isEmpty()) slow.configs.ask(vmid, now, () -> api.config(at));
        var pinged = status.status().equals("running") && !guest.container() && slow.hasAgent(vmid);
        if (pinged) slow.ping(api, at, now);
        var home = new Home(picture.name(), config.id());
        var shows = guests(home, picture, own(picture), now);
        var latest = guest.as(status);
        confirming.note(latest);
        return only(shows.of(latest), now);
    }

    private Look only(List<Observation> seen, Instant now) {
        return new Look(config.id(), now, seen, Optional.empty(), Set.of(), Optional.empty());
    }
}
