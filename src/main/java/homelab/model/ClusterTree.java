package homelab.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is known of one cluster, each thing where it belongs.
 *
 * @param own what says something about the cluster as a whole, such as its backup plan
 * @param strays guests whose node is not known
 */
public record ClusterTree(
        Sighting cluster, List<OnNode> nodes, List<OfGuest> strays, List<Sighting> storages, List<Sighting> own) {
    private static final Comparator<Sighting> BY_NAME = Comparator.comparing(
                    (Sighting one) -> one.resource().kind())
            .thenComparing(one -> one.resource().name())
            .thenComparing(one -> one.resource().id());

    public ClusterTree {
        nodes = List.copyOf(nodes);
        strays = List.copyOf(strays);
        storages = List.copyOf(storages);
        own = List.copyOf(own);
    }

    /**
     * A node and what is on it.
     *
     * @param parts of the node itself: what it uses, its services, its drives
     */
    public record OnNode(Sighting node, List<Sighting> parts, List<OfGuest> guests) {
        public OnNode {
            parts = List.copyOf(parts);
            guests = List.copyOf(guests);
        }

        public boolean isOnline() {
            return node.shown().runs();
        }
    }

    /**
     * A guest and what is known of it.
     *
     * @param parts what it uses, its backups, its snapshots
     * @param engines that live in it
     */
    public record OfGuest(Sighting guest, List<Sighting> parts, List<Sighting> engines) {
        public OfGuest {
            parts = List.copyOf(parts);
            engines = List.copyOf(engines);
        }

        /** What Proxmox tells of it; empty of one that could never be looked at. */
        public Optional<Guest> told() {
            return guest.detail() instanceof Guest told ? Optional.of(told) : Optional.empty();
        }

        /** Its number in the cluster. */
        public int vmid() {
            var id = guest.resource().id().value();
            var digits = id.substring(0, Math.max(0, id.indexOf('@')));
            return told().map(Guest::vmid).orElse(digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0);
        }

        public boolean isTemplate() {
            return told().filter(Guest::template).isPresent();
        }

        public boolean runs() {
            return guest.shown().runs();
        }

        public Optional<Backups> backups() {
            return part(Kind.BACKUP)
                    .flatMap(one -> one.detail() instanceof Backups found ? Optional.of(found) : Optional.empty());
        }

        public Optional<Sighting> part(Kind kind) {
            return parts.stream().filter(one -> one.resource().kind() == kind).findFirst();
        }
    }

    /** Every guest, also those whose node is not known. */
    public Stream<OfGuest> guests() {
        return Stream.concat(nodes.stream().flatMap(node -> node.guests().stream()), strays.stream());
    }

    public long online() {
        return nodes.stream().filter(OnNode::isOnline).count();
    }

    /** How many guests there are; templates are not counted, for they never run. */
    public long countedGuests() {
        return guests().filter(one -> !one.isTemplate()).count();
    }

    public long running() {
        return guests().filter(one -> !one.isTemplate()).filter(OfGuest::runs).count();
    }

    /** How many guests there are of which it cannot be told whether they run. */
    public long notSeen() {
        return guests().filter(one -> !one.isTemplate())
                .filter(one -> one.guest().shown() == State.UNSEEN)
                .count();
    }

    /** {@code 3 of 3 nodes online, 11 of 12 guests running, 1 not seen}. */
    public String says() {
        if (cluster.unseen().isPresent())
            return "can't be seen: " + cluster.unseen().get();
        var hidden = notSeen() == 0 ? "" : ", " + notSeen() + " not seen";
        return online() + " of " + count(nodes.size(), "node") + " online, " + running() + " of "
                + count(countedGuests(), "guest") + " running" + hidden;
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A tree for each cluster, by its id. */
    public static List<ClusterTree> of(List<Sighting> all) {
        var sorting = new Sorting(all);
        return all.stream()
                .filter(one -> one.resource().kind() == Kind.CLUSTER)
                .sorted(Comparator.comparing(one -> one.resource().id()))
                .map(sorting::tree)
                .toList();
    }

    /** Engines that are tied to a guest that is known, and so stand beneath it. */
    public static Set<Resource.Id> tied(List<ClusterTree> trees) {
        return trees.stream()
                .flatMap(ClusterTree::guests)
                .flatMap(guest -> guest.engines().stream())
                .map(engine -> engine.resource().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is on what, found once for all. */
    private static final class Sorting {
        private final Map<Resource.Id, List<Sighting>> on = new HashMap<>();

        Sorting(List<Sighting> all) {
            for (var one : all) {
                var resource = one.resource();
                if (resource.kind() == Kind.CONTAINER || resource.kind() == Kind.CLUSTER) continue;
                on.computeIfAbsent(resource.runsOn(), ignored -> new ArrayList<>())
                        .add(one);
            }
            on.values().forEach(each -> each.sort(BY_NAME));
        }

        ClusterTree tree(Sighting cluster) {
            var id = cluster.resource().id();
            var nodes = on(id).filter(isA(Kind.NODE)).map(this::node).toList();
            var known = nodes.stream().map(one -> one.node().resource().id()).collect(Collectors.toSet());
            var strays = new ArrayList<OfGuest>();
            var storages = new ArrayList<>(on(id).filter(isA(Kind.STORAGE)).toList());
            var seen = new HashSet<Resource.Id>();
            for (var node : nodes)
                on(node.node().resource().id()).filter(isA(Kind.STORAGE)).forEach(storages::add);
            on.forEach((host, things) -> {
                if (known.contains(host)) return;
                things.stream()
                        .filter(one -> one.resource().kind().isAGuest()
                                && one.resource().host().equals(id))
                        .filter(one -> seen.add(one.resource().id()))
                        .map(this::guest)
                        .forEach(strays::add);
            });
            storages.sort(BY_NAME);
            strays.sort(Comparator.comparing(OfGuest::guest, BY_NAME));
            return new ClusterTree(
                    cluster,
                    nodes,
                    strays,
                    storages,
                    on(id).filter(isA(Kind.BACKUP)).toList());
        }

        private static Predicate<Sighting> isA(Kind kind) {
            return one -> one.resource().kind() == kind;
        }

        private OnNode node(Sighting node) {
            var on = on(node.resource().id()).toList();
            return new OnNode(
                    node,
                    on.stream()
                            .filter(one -> !one.resource().kind().isAGuest()
                                    && one.resource().kind() != Kind.STORAGE)
                            .toList(),
                    on.stream()
                            .filter(one -> one.resource().kind().isAGuest())
                            .map(this::guest)
                            .sorted(Comparator.comparingInt(
                                    (OfGuest one) -> one.told().map(Guest::vmid).orElse(0)))
                            .toList());
        }

        private OfGuest guest(Sighting guest) {
            var on = on(guest.resource().id()).toList();
            return new OfGuest(
                    guest,
                    on.stream().filter(isA(Kind.HOST).negate()).toList(),
                    on.stream().filter(isA(Kind.HOST)).toList());
        }

        private Stream<Sighting> on(Resource.Id id) {
            return on.getOrDefault(id, List.of()).stream();
        }
    }
}
