package homelab.web.page;

import homelab.model.Backups;
import homelab.model.Cluster;
import homelab.model.ClusterTree;
import homelab.model.Course;
import homelab.model.Expectation;
import homelab.model.Freshness;
import homelab.model.Kind;
import homelab.model.Node;
import homelab.model.Resource;
import homelab.model.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out Proxmox clusters: node, guest, the engine in it and its containers; problems first. */
final class Clusters {
    /** From this many guests on, a cluster shows those that are well as a line each, folded. */
    static final int MANY = 24;
    /** From this many on, those that are well are folded. */
    private static final int MANY_STORAGES = 12;

    /** From which share of the time on, in percent, it is said that a node waits. */
    private static final double WORTH_SAYING = 10;

    private static final List<Kind> PARTS = List.of(Kind.SERVICE, Kind.CERTIFICATE, Kind.DRIVE, Kind.POOL);

    private final Map<Resource.Id, String> incidents;
    private final Map<Resource.Id, Expectation> expectations;
    private final Map<Resource.Id, Course> courses;
    private final Map<Resource.Id, HostView> engines;
    private final Freshness freshness;
    private final Instant now;

    /**
     * @param incidents the open ones, by what they are about
     * @param engines as they are shown, by their id
     */
    Clusters(
            Map<Resource.Id, String> incidents,
            Map<Resource.Id, Expectation> expectations,
            Map<Resource.Id, Course> courses,
            Map<Resource.Id, HostView> engines,
            Freshness freshness,
            Instant now) {
        this.incidents = incidents;
        this.expectations = expectations;
        this.courses = courses;
        this.engines = engines;
        this.freshness = freshness;
        this.now = now;
    }

    ClusterView view(ClusterTree tree) {
        var lost = freshness.lost(tree.cluster().at(), now);
        var cluster = lost.map(tree.cluster()::greyed).orElse(tree.cluster());
        // The agent may stand still, and this page is then all that can tell.
        return new Laying(cluster, tree, lost.isPresent()).view();
    }

    private Optional<String> incident(Sighting one) {
        return Optional.ofNullable(incidents.get(one.resource().id()));
    }

    private PartView part(Sighting one) {
        return PartView.of(one, incident(one));
    }

    private Bar bar(Sighting one) {
        return Bar.of(courses.getOrDefault(one.resource().id(), Course.UNKNOWN), now);
    }

    /** One cluster being laid out. */
    private final class Laying {
        private final Sighting cluster;
        private final ClusterTree tree;
        private final boolean lost;
        private final boolean many;

        Laying(Sighting cluster, ClusterTree tree, boolean lost) {
            this.cluster = cluster;
            this.tree = tree;
            this.lost = lost;
            this.many = tree.guests().count() > MANY;
        }

        ClusterView view() {
            var id = cluster.resource().id();
            var unseen = cluster.unseen();
            return new ClusterView(
                    Digest.of(id.value()),
                    cluster.resource().name(),
                    unseen.isPresent() ? "not seen" : tree.says(),
                    unseen,
                    // While looks come as they should, each would make this another view; nobody is shown it.
                    unseen.flatMap(ignored -> Optional.of(cluster.at())
                            .filter(at -> cluster.state().runs())),
                    wrong(),
                    incident(cluster),
                    bar(cluster),
                    tree.nodes().stream().map(this::node).toList(),
                    tree.strays().stream().map(one -> guest(one, true)).toList(),
                    storages(),
                    backups());
        }

        private Sighting seen(Sighting one) {
            return lost ? one.greyed("its cluster can’t be seen") : one;
        }

        private List<String> wrong() {
            return cluster.unseen().isEmpty() && cluster.detail() instanceof Cluster told && !told.quorate()
                    ? List.of("It has no quorum: it can be read, but nothing in it can be started or changed.")
                    : List.of();
        }

        private NodeView node(ClusterTree.OnNode on) {
            var node = seen(on.node());
            var parts = on.parts().stream().map(this::seen).toList();
            var incident = incident(node);
            var tone = nodeTone(node, incident);
            Predicate<ClusterTree.OfGuest> isShown =
                    one -> isProblem(one) || (many && !one.engines().isEmpty());
            var folded = on.guests().stream().filter(isShown.negate()).toList();
            return new NodeView(
                    Digest.of(node.resource().id().value()),
                    node.resource().name(),
                    says(node),
                    tone,
                    node.unseen(),
                    node.unseen().isPresent() ? node.at() : node.since(),
                    tone == Tone.UNSEEN ? List.of() : facts(node),
                    parts.stream()
                            .filter(one ->
                                    LevelView.KINDS.contains(one.resource().kind()))
                            .sorted(Comparator.comparingInt(one ->
                                    LevelView.KINDS.indexOf(one.resource().kind())))
                            .map(one -> LevelView.of(one, incident(one)))
                            .toList(),
                    parts.stream()
                            .filter(one -> PARTS.contains(one.resource().kind()))
                            .map(Clusters.this::part)
                            .filter(one -> one.tone() != Tone.WELL)
                            .toList(),
                    well(parts),
                    incident,
                    bar(node),
                    on.guests().stream()
                            .filter(isShown)
                            .map(one -> guest(one, true))
                            .sorted(Comparator.comparing((GuestView one) -> one.tone() != Tone.WRONG))
                            .toList(),
                    folded.stream().map(one -> guest(one, !many)).toList(),
                    count(folded),
                    many);
        }

        private Tone nodeTone(Sighting node, Optional<String> incident) {
            if (node.unseen().isPresent()) return Tone.UNSEEN;
            return incident.isPresent() || node.state().isDown() ? Tone.WRONG : Tone.of(node.shown());
        }

        private String says(Sighting node) {
            if (node.unseen().isPresent()) return "not seen";
            if (node.state().isDown()) return "offline";
            var up = node.detail() instanceof Node told ? told.up() : Optional.<Duration>empty();
            return "online" + up.map(length -> ", up " + Times.roughly(length)).orElse("");
        }

        private List<String> facts(Sighting node) {
            if (node.state().isDown() || !(node.detail() instanceof Node told)) return List.of();
            var facts = new ArrayList<String>();
            if (told.own()) facts.add("the agent runs here");
            told.version().ifPresent(version -> facts.add("Proxmox " + version));
            told.updates()
                    .filter(waiting -> waiting > 0)
                    .ifPresent(waiting ->
                            facts.add(Phrases.count(waiting, "update") + (waiting == 1 ? " waits" : " wait")));
            told.strain().ifPresent(strain -> {
                facts.add(String.format(Locale.ROOT, "load %.1f", strain.load()));
                strain.pressure().flatMap(Clusters::waits).ifPresent(facts::add);
            });
            return facts;
        }

        /** {@code 8 services, 2 drives well}. */
        private String well(List<Sighting> parts) {
            var well = parts.stream()
                    .filter(one -> PARTS.contains(one.resource().kind()))
                    .filter(one -> part(one).tone() == Tone.WELL)
                    .collect(Collectors.groupingBy(one -> one.resource().kind(), Collectors.counting()));
            return PARTS.stream()
                            .filter(well::containsKey)
                            .map(kind -> Phrases.count(well.getOrDefault(kind, 0L), Phrases.word(kind)))
                            .collect(Collectors.joining(", "))
                    + (well.isEmpty() ? "" : " well");
        }

        private GuestView guest(ClusterTree.OfGuest of, boolean wholly) {
            return Guests.view(
                    new ClusterTree.OfGuest(
                            seen(of.guest()),
                            of.parts().stream().map(this::seen).toList(),
                            of.engines()),
                    incidents,
                    Optional.ofNullable(expectations.get(of.guest().resource().id())),
                    wholly ? Optional.of(bar(of.guest())) : Optional.empty(),
                    of.engines().stream()
                            .flatMap(one -> Optional.ofNullable(
                                    engines.get(one.resource().id()))
                                    .stream())
                            .toList());
        }

        private boolean isProblem(ClusterTree.OfGuest of) {
            var tone = Tone.of(seen(of.guest()).shown());
            return tone == Tone.WRONG
                    || tone == Tone.BUSY
                    || incident(of.guest()).isPresent()
                    || of.parts().stream().anyMatch(one -> incident(one).isPresent())
                    || of.engines().stream()
                            .flatMap(one -> Optional.ofNullable(
                                    engines.get(one.resource().id()))
                                    .stream())
                            .anyMatch(HostView::isTroubled);
        }

        /** {@code 8 running, 1 stopped, 1 template}. */
        private String count(List<ClusterTree.OfGuest> guests) {
            return guests.stream()
                    .collect(Collectors.groupingBy(
                            one -> Guests.state(seen(one.guest()), one), TreeMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .map(each -> each.getValue() + " " + each.getKey())
                    .collect(Collectors.joining(", "));
        }

        private ClusterView.Shelf storages() {
            var all = tree.storages().stream()
                    .map(this::seen)
                    .map(Clusters.this::part)
                    .toList();
            var few = all.size() <= MANY_STORAGES;
            var folded =
                    all.stream().filter(one -> !few && one.tone() == Tone.WELL).toList();
            return new ClusterView.Shelf(
                    "s-" + Digest.of(cluster.resource().id().value()),
                    "",
                    all.stream()
                            .filter(one -> few || one.tone() != Tone.WELL)
                            .sorted(Comparator.comparing((PartView one) -> one.tone() == Tone.WELL))
                            .toList(),
                    folded,
                    folded.isEmpty() ? "" : Phrases.count(folded.size(), "storage") + " well");
        }

        private ClusterView.Shelf backups() {
            var all = tree.guests()
                    .filter(one -> !one.isTemplate())
                    .flatMap(one -> one.part(Kind.BACKUP).stream())
                    .map(this::seen)
                    .toList();
            var wrong = new ArrayList<PartView>();
            tree.own().stream()
                    .map(this::seen)
                    .map(Clusters.this::part)
                    .filter(one -> one.tone() != Tone.WELL)
                    .forEach(wrong::add);
            all.stream()
                    .filter(one -> incident(one).isPresent())
                    .map(Clusters.this::part)
                    .forEach(wrong::add);
            return new ClusterView.Shelf(
                    "k-" + Digest.of(cluster.resource().id().value()), says(all), wrong, List.of(), "");
        }

        private String says(List<Sighting> backups) {
            if (backups.isEmpty()) return "";
            var guests = tree.guests().filter(one -> !one.isTemplate()).count();
            var told = backups.stream().filter(one -> one.unseen().isEmpty()).toList();
            var fresh = told.stream().filter(this::isFresh).count();
            var untold = guests - told.size();
            return fresh + " of " + Phrases.count(guests, "guest") + (fresh == 1 ? " has" : " have")
                    + " a backup that is not too old"
                    + (untold > 0 ? "; of " + untold + " it can’t be seen" : "");
        }

        private boolean isFresh(Sighting one) {
            return one.detail() instanceof Backups backups
                    && backups.latest()
                            .filter(latest -> latest.at().plus(backups.mayBe()).isAfter(now))
                            .isPresent();
        }
    }

    /** {@code waits for its disks 12 % of the time}, for what is waited for most; empty where that is hardly so. */
    private static Optional<String> waits(Node.Pressure pressure) {
        return Stream.of(
                        new Wait("processors", pressure.processors()),
                        new Wait("disks", pressure.disks()),
                        new Wait("memory", pressure.memory()))
                .max(Comparator.comparingDouble(Wait::percent))
                .filter(most -> most.percent() >= WORTH_SAYING)
                .map(most -> "waits for its " + most.what() + " " + Math.round(most.percent()) + " % of the time");
    }

    private record Wait(String what, double percent) {}
}
