package homelab.loop;

import homelab.integration.Actuator;
import homelab.integration.IntegrationException;
import homelab.integration.Source;
import homelab.model.Action;
import homelab.model.Cluster;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Guest;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Look;
import homelab.model.Node;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.Task;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A Proxmox cluster as its ports show it, on a manual clock. It writes down every request that reaches it. */
final class SimulatedCluster implements Source, Actuator {
    static final Resource.Id ID = new Resource.Id("proxmox:home");

    private final ManualClock clock;
    private final Consumer<String> transcript;
    private final Map<String, Machine> nodes = new LinkedHashMap<>();
    private final Map<Integer, Machine> guests = new LinkedHashMap<>();
    private final Map<Resource.Id, Part> parts = new LinkedHashMap<>();
    private Optional<Consumer<Look>> sink = Optional.empty();
    boolean quorate = true;
    /** Their turn has come; after a start it comes later than the first look. */
    boolean partsAreAsked = true;

    Optional<String> failed = Optional.empty();
    Optional<String> hidden = Optional.empty();
    /** The others hear of these, and what is asked about them gets no answer. */
    final Set<String> silent = new HashSet<>();

    boolean answersAreLost;
    Optional<String> unseen = Optional.empty();
    /** Why nothing can be begun now. */
    Optional<String> inTheWay = Optional.empty();
    /** With what each task fails. */
    Optional<String> failure = Optional.empty();

    private int tasks;

    /** A node or a guest. */
    static final class Machine {
        final String name;
        final int vmid;
        Kind kind = Kind.VM;
        String node;
        State state = State.RUNNING;
        boolean template;
        boolean own;
        Optional<Guest.Lock> lock = Optional.empty();
        Optional<Guest.Ha> ha = Optional.empty();
        Optional<Boolean> onboot = Optional.of(true);
        Optional<Integer> order = Optional.empty();
        Optional<Boolean> agent = Optional.empty();
        Wishes wishes = Wishes.NONE;
        Instant upSince = ManualClock.START.minusSeconds(86_400);
        final List<Task> tasks = new ArrayList<>();
        /** What becomes of it when it is started. */
        boolean stays = true;

        Machine(String name, int vmid, String node) {
            this.name = name;
            this.vmid = vmid;
            this.node = node;
        }

        Resource.Id id() {
            return new Resource.Id(vmid == 0 ? "node/" + name + "@home" : vmid + "@home");
        }
    }

    /** Something else of which a look tells. */
    private record Part(Resource resource, State state, Detail detail, Optional<String> unseen) {}

    SimulatedCluster(ManualClock clock, Consumer<String> transcript) {
        this.clock = clock;
        this.transcript = transcript;
    }

    Machine node(String name) {
        return nodes.computeIfAbsent(name, it -> new Machine(it, 0, it));
    }

    Machine guest(int vmid, String name, String on) {
        node(on);
        var guest = new Machine(name, vmid, on);
        guests.put(vmid, guest);
        return guest;
    }

    Machine known(int vmid) {
        return Optional.ofNullable(guests.get(vmid)).orElseThrow();
    }

    void isGone(Machine guest) {
        guests.remove(guest.vmid);
    }

    /** A part of a node or a guest, as a look shows it from now on. */
    void part(Kind kind, String name, Machine of, State state, Detail detail) {
        part(kind, name, of, state, detail, Optional.empty());
    }

    void part(Kind kind, String name, Machine of, State state, Detail detail, Optional<String> why) {
        var id = new Resource.Id(kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + name + "@home");
        var resource = new Resource(
                id,
                Lineage.named("home", id.value()),
                kind,
                name,
                ID,
                List.of(Dependency.by(of.id(), Dependency.When.OF)),
                Wishes.NONE);
        parts.put(id, new Part(resource, state, detail, why));
    }

    // what happens there

    void crashes(Machine guest) {
        guest.state = State.STOPPED;
    }

    void does(Machine guest, Task.Deed deed, Task.Whose whose) {
        does(guest, deed, whose, "OK");
    }

    void does(Machine guest, Task.Deed deed, Task.Whose whose, String status) {
        tasks++;
        guest.tasks.addFirst(new Task(
                "UPID:" + guest.node + ":" + tasks,
                "qm" + deed.name().toLowerCase(java.util.Locale.ROOT),
                deed,
                whose,
                whose == Task.Whose.OURS ? "agent@pve" : "ada@pam",
                clock.instant(),
                Optional.of(status)));
        if (!status.equals("OK") && !status.startsWith("WARNINGS")) return;
        switch (deed) {
            case START, REBOOT, RESET -> {
                guest.state = guest.stays ? State.RUNNING : State.STOPPED;
                guest.upSince = clock.instant();
            }
            case STOP, SHUTDOWN -> guest.state = State.STOPPED;
            case RESTART, BACKUP -> {}
        }
    }

    void fails(Machine node) {
        node.state = State.STOPPED;
        guests.values().stream().filter(one -> one.node.equals(node.name)).forEach(one -> one.state = State.STOPPED);
    }

    void returns(Machine node) {
        node.state = State.RUNNING;
        node.upSince = clock.instant();
    }

    // what is seen of it

    void fullLook() {
        if (sink.isEmpty()) return;
        if (unseen.isPresent()) {
            hand(List.of(new Observation.Unseen(ID, clock.instant(), unseen.get())), Optional.empty());
            return;
        }
        var seen = new ArrayList<Observation>();
        seen.add(cluster());
        nodes.values().forEach(one -> seen.add(node(one)));
        guests.values().forEach(one -> seen.add(guest(one)));
        if (partsAreAsked) parts.values().forEach(one -> seen.add(part(one)));
        hand(seen, Optional.of(seen.stream().map(Observation::about).collect(Collectors.toSet())));
    }

    private void hand(List<Observation> seen, Optional<Set<Resource.Id>> present) {
        sink.ifPresent(taker -> taker.accept(new Look(ID, clock.instant(), seen, present, Set.of(), Optional.empty())));
    }

    private Observation cluster() {
        var online = nodes.values().stream().filter(one -> one.state.runs()).count();
        var resource =
                new Resource(ID, Lineage.named("home", "home"), Kind.CLUSTER, "home", ID, List.of(), Wishes.NONE);
        return new Observation.Health(
                resource,
                clock.instant(),
                State.RUNNING,
                new Cluster("home", quorate, nodes.size(), Math.toIntExact(online), "9.2", failed, hidden));
    }

    private Observation node(Machine node) {
        var resource = new Resource(
                node.id(),
                Lineage.named("home", "node/" + node.name),
                Kind.NODE,
                node.name,
                ID,
                List.of(),
                node.wishes);
        if (silent.contains(node.name)) return new Observation.Unseen(node.id(), clock.instant(), "no route to host");
        var up = node.state.runs()
                ? Optional.of(Duration.between(node.upSince, clock.instant()))
                : Optional.<Duration>empty();
        return new Observation.Health(
                resource,
                clock.instant(),
                node.state,
                new Node(node.name, node.own, Optional.of(Duration.ZERO), up, Optional.empty(), Optional.of("9.2")));
    }

    private Observation guest(Machine guest) {
        if (!node(guest.node).state.runs())
            return new Observation.Unseen(guest.id(), clock.instant(), "its node " + guest.node + " is offline");
        var resource = new Resource(
                guest.id(),
                Lineage.named("home", guest.vmid + "/" + guest.name),
                guest.kind,
                guest.name,
                ID,
                List.of(Dependency.by(node(guest.node).id(), Dependency.When.ON)),
                guest.wishes);
        return new Observation.Health(
                resource,
                clock.instant(),
                guest.state,
                new Guest(
                        guest.vmid,
                        guest.node,
                        guest.template,
                        guest.own,
                        guest.lock,
                        guest.ha,
                        guest.onboot,
                        guest.order,
                        guest.agent,
                        guest.tasks,
                        Optional.empty()));
    }

    private Observation part(Part part) {
        return part.unseen()
                .<Observation>map(why -> new Observation.Unseen(part.resource().id(), clock.instant(), why))
                .orElseGet(() -> new Observation.Health(part.resource(), clock.instant(), part.state(), part.detail()));
    }

    // the ports

    @Override
    public Response carryOut(Intent intent) throws IntegrationException {
        if (inTheWay.isPresent()) return new Response(Response.Result.NOT_BEGUN, inTheWay.get());
        transcript.accept("-> " + intent.step().action() + " " + intent.step().name());
        var guest = guests.values().stream()
                .filter(one -> one.id().equals(intent.step().target()))
                .findFirst();
        if (guest.isPresent())
            does(
                    guest.get(),
                    switch (intent.step().action()) {
                        case GUEST_START -> Task.Deed.START;
                        case GUEST_SHUTDOWN -> Task.Deed.SHUTDOWN;
                        case GUEST_STOP -> Task.Deed.STOP;
                        case GUEST_REBOOT -> Task.Deed.REBOOT;
                        case GUEST_RESET -> Task.Deed.RESET;
                        default -> throw new IntegrationException(IntegrationException.Kind.REJECTED, "not a guest's");
                    },
                    Task.Whose.OURS,
                    failure.orElse("OK"));
        if (failure.isPresent())
            throw new IntegrationException(IntegrationException.Kind.REJECTED, "Proxmox says: " + failure.get());
        if (answersAreLost) throw new IntegrationException(IntegrationException.Kind.UNREACHABLE, "no whole answer");
        return new Response(true, "OK");
    }

    @Override
    public Set<Action> actions() {
        return Set.of(
                Action.GUEST_START,
                Action.GUEST_SHUTDOWN,
                Action.GUEST_STOP,
                Action.GUEST_REBOOT,
                Action.GUEST_RESET,
                Action.SERVICE_RESTART,
                Action.BACKUP_RUN);
    }

    @Override
    public String name() {
        return "home";
    }

    @Override
    public Resource.Id host() {
        return ID;
    }

    @Override
    public void start(Consumer<Look> taker, Optional<String> cursor) {
        sink = Optional.of(taker);
    }

    @Override
    public void lookAt(Set<Resource.Id> ids) {
        ids.forEach(this::lookAt);
    }

    void lookAt(Resource.Id id) {
        guests.values().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .ifPresent(one -> hand(List.of(guest(one)), Optional.empty()));
        nodes.values().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .ifPresent(one -> hand(List.of(node(one)), Optional.empty()));
        Optional.ofNullable(parts.get(id)).ifPresent(one -> hand(List.of(part(one)), Optional.empty()));
    }

    @Override
    public void close() {
        sink = Optional.empty();
    }
}
