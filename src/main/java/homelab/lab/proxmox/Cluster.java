package homelab.lab.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All of the simulated cluster, as it is now. Who uses it holds its monitor. */
final class Cluster {
    final Blueprint blueprint;
    final Acl acl;
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final Map<String, Storage> storages = new LinkedHashMap<>();
    final Tasks tasks;
    final Power power;
    final Ha ha;
    final Dumps dumps;
    final Boots boots;
    final Broadcast broadcast;

    private final TreeMap<Integer, Guest> guests = new TreeMap<>();
    private final InstantSource clock;
    private final Timers timers = new Timers();
    private final Consumer<String> tale;
    private int editions;
    /** Of the certificate that the entry shows. */
    private String fingerprint = "";

    /** @param tale takes what happens without being asked over the API */
    Cluster(Blueprint blueprint, InstantSource clock, Consumer<String> tale) {
        this.blueprint = blueprint;
        this.clock = clock;
        this.tale = tale;
        this.acl = new Acl(blueprint);
        var alone = blueprint.nodes().size() == 1;
        for (var plan : blueprint.nodes())
            nodes.put(plan.name(), new Node(plan, nodes.size() + 1, alone, clock.instant()));
        for (var plan : blueprint.storages()) storages.put(plan.name(), new Storage(plan));
        for (var plan : blueprint.guests()) add(plan);
        this.tasks = new Tasks(this);
        this.power = new Power(this);
        this.ha = new Ha(this);
        this.dumps = new Dumps(this);
        this.boots = new Boots(this);
        this.broadcast = new Broadcast(this);
        blueprint.jobs().forEach(dumps::schedule);
        broadcast.refresh();
    }

    Flavour flavour() {
        return blueprint.flavour();
    }

    /** The time; while something due happens, the time at which it was due. */
    Instant now() {
        return timers.running().orElseGet(clock::instant);
    }

    void later(Duration wait, Runnable what) {
        timers.at(now().plus(wait), what);
    }

    void at(Instant time, Runnable what) {
        timers.at(time, what);
    }

    /** Lets everything happen that is due; says when more will be. */
    Optional<Instant> happen() {
        broadcast.refresh();
        timers.run(clock.instant());
        broadcast.refresh();
        return timers.next();
    }

    void tell(String words) {
        tale.accept(words);
    }

    // who is there

    Node node(String name) {
        var node = nodes.get(name);
        if (node == null) throw new IllegalArgumentException("there is no node " + name);
        return node;
    }

    /** The node whose address clients know. */
    Node entry() {
        return nodes.values().iterator().next();
    }

    /** As the others see it. */
    boolean isOnline(Node node) {
        return node.up && !node.cutOff;
    }

    String entryFingerprint() {
        return fingerprint;
    }

    void entryFingerprint(String changed) {
        fingerprint = changed;
    }

    boolean isQuorate() {
        return nodes.values().stream().filter(this::isOnline).count() * 2 > nodes.size();
    }

    void needsQuorum() throws Refused {
        if (!isQuorate()) throw Refused.because("cluster not ready - no quorum?");
    }

    Guest add(GuestPlan plan) {
        var guest = new Guest(plan, ++editions, clock.instant());
        guests.put(plan.vmid(), guest);
        return guest;
    }

    void remove(int vmid) {
        guests.remove(vmid);
    }

    Optional<Guest> guest(int vmid) {
        return Optional.ofNullable(guests.get(vmid));
    }

    Collection<Guest> guests() {
        return guests.values();
    }

    List<Guest> guestsOn(String node) {
        return guests.values().stream().filter(guest -> guest.node.equals(node)).toList();
    }

    /** The pool of the guest that a path is about. */
    Optional<String> poolOf(String path) {
        return path.matches("/vms/[0-9]{3,9}")
                ? guest(Integer.parseInt(path.substring(5))).flatMap(guest -> guest.plan.pool())
                : Optional.empty();
    }
}
