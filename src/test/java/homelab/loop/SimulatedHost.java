package homelab.loop;

import homelab.integration.Actuator;
import homelab.integration.Inspector;
import homelab.integration.IntegrationException;
import homelab.integration.Source;
import homelab.model.Action;
import homelab.model.Detail;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Evidence;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.What;
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
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Docker host as its ports show it, on a manual clock. It writes down every request that reaches it. */
final class SimulatedHost implements Source, Inspector, Actuator {
    static final Resource.Id ID = new Resource.Id("docker:vm");
    private static final Resource HOST =
            new Resource(ID, Lineage.named("engine-1", "vm"), Kind.HOST, "vm", ID, List.of(), Wishes.NONE);

    private final ManualClock clock;
    private final Consumer<String> transcript;
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final TreeMap<Instant, List<Runnable>> later = new TreeMap<>();
    private Optional<Consumer<Look>> sink = Optional.empty();
    private final Set<String> hidden = new HashSet<>();
    private boolean reachable = true;
    private boolean listening = true;
    private boolean answering = true;
    private boolean answersAreLost;
    private boolean dark;
    private boolean late;
    private final List<List<Observation>> heldBack = new ArrayList<>();
    private boolean mountsVisible = true;
    private boolean refusing;
    private String refusal = "port is already allocated";
    private boolean nothingToDo;
    private Optional<SimulatedDisk> disk = Optional.empty();
    private boolean diskIsSeen = true;
    private int requests;
    private Duration ahead = Duration.ZERO;
    private Optional<String> machine = Optional.empty();

    SimulatedHost(ManualClock clock, Consumer<String> transcript) {
        this.clock = clock;
        this.transcript = transcript;
    }

    /** The disk that its engine keeps its data on; a host without one has its disk nowhere to be seen. */
    SimulatedDisk disk() {
        var known = disk.orElseGet(() -> new SimulatedDisk(clock));
        disk = Optional.of(known);
        return known;
    }

    /** What its machine calls itself. */
    void machine(Optional<String> name) {
        machine = name;
    }

    /** False: it is there, and was not looked at yet. */
    void diskIsSeen(boolean yes) {
        diskIsSeen = yes;
    }

    /** How the disk is now is seen. */
    void measures() {
        if (hears()) hand(List.of(disk().measured()), false);
    }

    Box box(String name) {
        return boxes.computeIfAbsent(name, Box::new);
    }

    /** One that its owner made anew. */
    Box box(String name, String id) {
        var box = box(name);
        box.id = id;
        return box;
    }

    List<Box> boxes() {
        return List.copyOf(boxes.values());
    }

    int requests() {
        return requests;
    }

    // what happens on the host

    void dies(Box box, int code) {
        if (!box.state.runs() && box.state != State.RESTARTING) return;
        box.state = State.STOPPED;
        box.exitCode = code;
        box.finishedAt = Optional.of(engineTime());
        tell(box, new What.Died(code));
    }

    void signalled(Box box, int signal, boolean stopping) {
        tell(box, new What.Killed(signal, stopping));
    }

    void starts(Box box) {
        box.state = box.checked ? State.STARTING : State.RUNNING;
        box.verdict = Verdict.STARTING;
        box.exitCode = 0;
        box.startedAt = Optional.of(engineTime().plusNanos(boxes.size()));
        tell(box, new What.Started());
        box.diesAfter.ifPresent(after -> after(after, () -> dies(box, 1)));
    }

    void restartedByPolicy(Box box) {
        box.restartCount++;
        starts(box);
    }

    void paused(Box box) {
        box.state = State.PAUSED;
        isSeen(box);
    }

    void goesOn(Box box) {
        box.state = State.RUNNING;
        isSeen(box);
    }

    /** As its engine's event has the agent do at once. */
    private void isSeen(Box box) {
        if (hears()) hand(List.of(health(box)), false);
    }

    void becomes(Box box, Verdict verdict) {
        box.verdict = verdict;
        box.state = verdict == Verdict.UNHEALTHY ? State.UNHEALTHY : State.RUNNING;
        tell(box, new What.HealthChanged(verdict));
    }

    void runsOutOfMemory(Box box) {
        tell(box, new What.OutOfMemory());
        box.oomKilled = true;
        dies(box, 137);
    }

    /** Its owner makes it anew: another id, the same name. */
    void recreated(Box box) {
        removed(box);
        boxes.put(box.name, box);
        box.id = box.id + "x";
        starts(box);
    }

    /** Its owner makes another of the same name and service beside it, as Compose does for a moment. */
    Box doubled(Box old) {
        var box = new Box(old.name + "-copy");
        box.service = old.service;
        boxes.put(box.name, box);
        starts(box);
        return box;
    }

    void removed(Box box) {
        boxes.remove(box.name);
        if (hears()) hand(List.of(new Observation.Event(id(box), clock.instant(), new What.Removed())), false);
    }

    void fallsAndKills(int code) {
        var at = clock.instant();
        if (hears()) hand(List.of(new Observation.Event(ID, at, new What.EngineFell("connection refused"))), false);
        reachable = false;
        for (var box : boxes.values())
            if (box.state.runs()) {
                box.state = State.STOPPED;
                box.exitCode = code;
                box.finishedAt = Optional.of(engineTime());
            }
        hand(List.of(new Observation.Unseen(ID, at, "connection refused")), false);
    }

    void goesAway() {
        reachable = false;
        hand(List.of(new Observation.Unseen(ID, clock.instant(), "no answer within 3 s")), false);
    }

    void fell() {
        hand(List.of(new Observation.Event(ID, clock.instant(), new What.EngineFell("connection refused"))), false);
        goesAway();
    }

    /** What a killed engine does to the survivors before it answers again; it tells of it as of a person's stop. */
    void stopsSurvivors() {
        for (var box : boxes.values()) {
            if (!box.state.runs()) continue;
            box.state = State.STOPPED;
            box.exitCode = 0;
            box.finishedAt = Optional.of(engineTime());
            var at = clock.instant();
            hand(
                    List.of(
                            new Observation.Event(id(box), at, new What.Killed(15, true)),
                            new Observation.Event(id(box), at, new What.Died(0))),
                    false);
        }
    }

    /** From now on the engine's own clock is this far ahead of the agent's. */
    void clockIsAhead(Duration by) {
        ahead = by;
    }

    private Instant engineTime() {
        return clock.instant().plus(ahead);
    }

    /** Its engine answers, but not about this one. */
    void hides(Box box) {
        hidden.add(box.name);
    }

    void comesBack() {
        reachable = true;
        fullLook();
    }

    void deafen() {
        listening = false;
    }

    void hearsAgain() {
        listening = true;
        hand(List.of(new Observation.Event(ID, clock.instant(), new What.EventsLost())), true);
    }

    void answers(boolean yes) {
        answering = yes;
    }

    void hasNothingToDo(boolean yes) {
        nothingToDo = yes;
    }

    /** What is asked for is done, but nobody hears of it. */
    void losesAnswers(boolean yes) {
        answersAreLost = yes;
    }

    /** Nothing of it can be looked at any more, and nothing says so. */
    void goesDark(boolean yes) {
        dark = yes;
    }

    /** What happens is told only by {@link #tellsNext}; only full looks see how things are. */
    void tellsLate() {
        late = true;
    }

    /** Tells the next of what happened since {@link #tellsLate}. */
    void tellsNext(int count) {
        for (var i = 0; i < count; i++) hand(heldBack.removeFirst(), false);
        late = !heldBack.isEmpty();
    }

    void hidesItsMounts() {
        mountsVisible = false;
    }

    /** As Docker's client is told, whose engine says so in its own words. */
    void refusesBecause(String words) {
        refusing = true;
        refusal = "POST /containers/x/start: the engine answered 400: " + words;
    }

    void refuses(boolean yes) {
        refusing = yes;
    }

    void after(Duration wait, Runnable what) {
        later.computeIfAbsent(clock.instant().plus(wait), ignored -> new ArrayList<>())
                .add(what);
    }

    void happen() {
        while (!later.isEmpty() && !later.firstKey().isAfter(clock.instant()))
            later.pollFirstEntry().getValue().forEach(Runnable::run);
    }

    // what the agent sees

    private boolean hears() {
        return reachable && listening;
    }

    void tell(Box box, What what) {
        if (!hears()) return;
        var told = List.<Observation>of(new Observation.Event(id(box), clock.instant(), what), health(box));
        if (late) heldBack.add(told);
        else hand(told, false);
    }

    void fullLook() {
        if (reachable && !dark) hand(List.of(), true);
    }

    private void hand(List<Observation> events, boolean full) {
        var all = new ArrayList<>(events);
        if (full) {
            all.add(new Observation.Health(
                    HOST,
                    clock.instant(),
                    State.RUNNING,
                    new Detail.Engine("engine-1", "20.10", mountsVisible, Optional.empty(), ahead, machine)));
            boxes.values().forEach(box -> all.add(look(box)));
            disk.filter(ignored -> diskIsSeen).ifPresent(known -> all.add(known.measured()));
        }
        var present = full
                ? Optional.of(Stream.concat(
                                boxes.values().stream().map(SimulatedHost::id),
                                disk.stream().map(ignored -> SimulatedDisk.ID))
                        .collect(Collectors.toSet()))
                : Optional.<Set<Resource.Id>>empty();
        sink.ifPresent(to -> to.accept(new Look(ID, clock.instant(), all, present, Set.of(), Optional.empty())));
    }

    private static Resource.Id id(Box box) {
        return new Resource.Id(box.id);
    }

    private Observation look(Box box) {
        return hidden.contains(box.name)
                ? new Observation.Unseen(id(box), clock.instant(), "no answer about it")
                : health(box);
    }

    private static Lineage lineage(Box box) {
        return box.service
                .map(service -> new Lineage("engine-1", "shop", service, 1))
                .orElseGet(() -> Lineage.named("engine-1", box.name));
    }

    private Observation.Health health(Box box) {
        var resource = new Resource(id(box), lineage(box), Kind.CONTAINER, box.name, ID, box.needs, box.wishes);
        var check = box.checked
                ? Optional.of(new Detail.HealthCheck(box.verdict, 3, "probe says no", Duration.ofSeconds(30)))
                : Optional.<Detail.HealthCheck>empty();
        var binds = box.mountedOn.map(on ->
                List.of(new Detail.Bind("/srv/" + box.name, Optional.of(on).filter(seen -> !seen.isBlank()))));
        var detail = new Detail.Container(
                box.exitCode,
                box.oomKilled,
                box.startedAt,
                box.finishedAt,
                "",
                check,
                box.restartCount,
                box.policy,
                Optional.empty(),
                binds.orElse(List.of()),
                box.job);
        return new Observation.Health(resource, clock.instant(), box.state, detail);
    }

    // the ports

    @Override
    public String name() {
        return "vm";
    }

    @Override
    public Resource.Id host() {
        return ID;
    }

    @Override
    public void start(Consumer<Look> to, Optional<String> cursor) {
        sink = Optional.of(to);
    }

    @Override
    public void lookAt(Set<Resource.Id> ids) {
        ids.forEach(this::lookAt);
    }

    void lookAt(Resource.Id id) {
        if (!reachable || dark || late) return;
        if (id.equals(SimulatedDisk.ID) && diskIsSeen) hand(List.of(disk().listed()), false);
        boxes.values().stream()
                .filter(box -> box.id.equals(id.value()))
                .findFirst()
                .ifPresent(box -> hand(List.of(health(box)), false));
    }

    @Override
    public boolean knows(Resource resource) {
        return true;
    }

    @Override
    public List<Evidence> inspect(Resource resource, Duration limit) {
        return List.of(new Evidence("log", List.of("last words of " + resource.name())));
    }

    @Override
    public Set<Action> actions() {
        return Set.of(Action.values());
    }

    @Override
    public Response carryOut(Intent intent) throws IntegrationException {
        requests++;
        transcript.accept("-> " + intent.step().action() + " " + intent.step().name());
        if (refusing) throw new IntegrationException(IntegrationException.Kind.REJECTED, refusal);
        if (!answering) throw new IntegrationException(IntegrationException.Kind.UNREACHABLE, "no answer");
        if (nothingToDo) return new Response(false, "it was already running; nothing was done");
        if (intent.step().action().cleans())
            return removes(intent.step().target().value());
        var box = boxes.values().stream()
                .filter(one -> one.id.equals(intent.step().target().value()))
                .findFirst()
                .orElseThrow();
        if (intent.step().action() == Action.CONTAINER_UNPAUSE) {
            goesOn(box);
            if (answersAreLost) throw new IntegrationException(IntegrationException.Kind.UNREACHABLE, "the line broke");
            return new Response(true, "204");
        }
        if (intent.step().action() == Action.CONTAINER_RESTART && box.state.runs()) {
            signalled(box, 15, true);
            dies(box, 143);
            if (box.breaksOnRestart)
                throw new IntegrationException(IntegrationException.Kind.REJECTED, "port is already allocated");
        }
        starts(box);
        if (answersAreLost) throw new IntegrationException(IntegrationException.Kind.UNREACHABLE, "the line broke");
        return new Response(true, "204");
    }

    private Response removes(String id) throws IntegrationException {
        var was = disk().remove(id);
        if (answersAreLost) throw new IntegrationException(IntegrationException.Kind.UNREACHABLE, "the line broke");
        return new Response(was, was ? "removed" : "it was gone already");
    }

    @Override
    public void close() {}
}
