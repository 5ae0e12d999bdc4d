package homelab.integration.docker;

import homelab.integration.IntegrationException;
import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.What;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was heard and is not yet told, and how it is told: as looks, events first. Owned by the looker's thread. */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    /** How long looks may take when others wait to be told. */
    static final Duration BRIEF = Duration.ofMillis(150);

    /** For a first look, which should be whole. */
    static final Duration WHOLE = Duration.ofSeconds(5);

    private final DockerConfig config;
    private final EngineApi engine;
    private final Rounds rounds;
    private final InstantSource clock;
    private final Consumer<Look> sink;
    private final Resource.Id host;
    private final Inventory inventory;

    private final List<EngineEvent> untold = new ArrayList<>();
    private final List<What> untoldOfHost = new ArrayList<>();
    private final SequencedSet<String> touched = new LinkedHashSet<>();
    private final List<Rounds.Found> landed = new ArrayList<>();
    private Optional<Observation.Health> disk = Optional.empty();
    private Optional<Disk> diskTold = Optional.empty();
    private boolean eventsLost;
    private Optional<String> unheard = Optional.empty();

    Telling(DockerConfig config, EngineApi engine, Rounds rounds, InstantSource clock, Consumer<Look> sink) {
        this.config = config;
        this.engine = engine;
        this.rounds = rounds;
        this.clock = clock;
        this.sink = sink;
        this.host = config.id();
        this.inventory = new Inventory(host);
    }

    void heard(EngineEvent event) {
        if (!event.isOfAContainer() || !LOOKED_AT.contains(event.action())) return;
        touched.add(event.id());
        if (unheard.isEmpty() || !SAY_WHO.contains(event.action())) untold.add(event);
    }

    /**
     * From now on its events only say where to look, and what a look finds down has no known cause.
     *
     * @param why a sentence for people; empty: its events are believed
     */
    void believe(Optional<String> why) {
        unheard = why;
    }

    private static final Set<String> SAY_WHO = Set.of("die", "kill");

    /** Execs are left out: a health check makes three such events each time it probes. */
    private static final Set<String> LOOKED_AT = Set.of(
            "create",
            "start",
            "restart",
            "die",
            "kill",
            "stop",
            "oom",
            "health_status",
            "pause",
            "unpause",
            "rename",
            "update",
            "destroy");

    void lookAt(String id) {
        touched.add(id);
    }

    /** What was found late is old; only that it could not be seen is told as it is. */
    void landed(Rounds.Found found) {
        rounds.landed(found);
        if (found instanceof Rounds.Found.Hidden) landed.add(found);
        else touched.add(found.id());
    }

    /** How the disk is; an older word that was not told yet is worth nothing any more. */
    void measured(Observation.Health seen) {
        disk = Optional.of(seen);
    }

    /** Told with the next full look, after what is untold now. */
    void eventsLost() {
        eventsLost = true;
    }

    boolean hasNews() {
        return !touched.isEmpty() || !landed.isEmpty() || diskHasNews() || eventsLost;
    }

    boolean needsFullLook() {
        return eventsLost;
    }

    /** What happened to the host itself comes before all that is told with it. */
    void fell(String how) {
        untoldOfHost.add(new What.EngineFell(how));
    }

    /** Everything there is, of which only what changed is inspected. */
    void fullLook(EngineApi.About info, Optional<Cursor> cursor, Duration patience)
            throws IntegrationException, InterruptedException {
        var at = clock.instant();
        var list = engine.list();
        var ids = inventory.changed(list.containers());
        ids.addAll(touched);
        var round = round(ids, patience);

        var told = eventsTold();
        if (eventsLost) told.add(new Observation.Event(host, at, new What.EventsLost()));
        told.add(new Observation.Health(resource(info), at, State.RUNNING, detail(info)));
        told.addAll(inventory.told(round, info.id()));
        told.addAll(diskTold());
        var present = list.containers().stream().map(Listed::id).collect(Collectors.toSet());
        var unchanged = new HashSet<>(present);
        unchanged.removeAll(ids);
        unchanged.removeIf(rounds::isLate);
        round.forEach(found -> unchanged.remove(found.id()));
        eventsLost = false;
        hand(told, list.whole() ? Optional.of(withDisk(ids(present))) : Optional.empty(), ids(unchanged), cursor);
    }

    /** What events or the loop pointed at. */
    void look(EngineApi.About info, Optional<Cursor> cursor) throws IntegrationException, InterruptedException {
        var round = round(touched, BRIEF);
        var told = eventsTold();
        told.addAll(inventory.told(round, info.id()));
        told.addAll(diskTold());
        hand(told, Optional.empty(), Set.of(), cursor);
    }

    /** What was heard, where the engine can't be looked at; and why, if that is new. */
    void withoutALook(Optional<String> unseen, Optional<Cursor> cursor) {
        var told = eventsTold();
        unseen.ifPresent(reason -> told.add(new Observation.Unseen(host, clock.instant(), reason)));
        // A gap that is still to be told must be found again if the agent ends before it told it.
        if (!told.isEmpty()) hand(told, Optional.empty(), Set.of(), eventsLost ? Optional.empty() : cursor);
    }

    /** The engine was away: each container is to be looked at again. */
    void doubtEverything() {
        inventory.doubt();
    }

    private List<Rounds.Found> round(Collection<String> ids, Duration patience)
            throws IntegrationException, InterruptedException {
        var destroyed = untold.stream()
                .filter(event -> event.action().equals("destroy"))
                .map(EngineEvent::id)
                .collect(Collectors.toSet());
        var round = new ArrayList<>(
                rounds.look(ids.stream().filter(id -> !destroyed.contains(id)).toList(), patience));
        round.addAll(landed);
        landed.clear();
        inventory.note(round);
        var jobs = inventory.unnoticedJobs();
        round.forEach(found -> jobs.remove(found.id()));
        round.addAll(rounds.look(jobs, patience));
        inventory
                .newMistakes(round)
                .forEach(label -> LOG.warn(
                        "docker host {}: a label cannot be understood, so it allows less: {}", config.name(), label));
        return round;
    }

    private List<Observation> eventsTold() {
        var told = new ArrayList<Observation>();
        untoldOfHost.forEach(what -> told.add(new Observation.Event(host, clock.instant(), what)));
        told.addAll(inventory.told(untold));
        return told;
    }

    /** What is as it was waits for the next full look. */
    private boolean diskHasNews() {
        return disk.filter(seen -> !diskTold.equals(Optional.of(seen.detail()))).isPresent();
    }

    private List<Observation.Health> diskTold() {
        var told = disk.stream().toList();
        told.forEach(seen -> diskTold = seen.detail() instanceof Disk now ? Optional.of(now) : diskTold);
        disk = Optional.empty();
        return told;
    }

    /** Also before it was looked at for the first time: what is not among those that are there is taken for gone. */
    private Set<Resource.Id> withDisk(Set<Resource.Id> containers) {
        var all = new HashSet<>(containers);
        all.add(DiskWatch.id(config));
        return all;
    }

    private static Set<Resource.Id> ids(Set<String> ids) {
        return ids.stream().map(Resource.Id::new).collect(Collectors.toSet());
    }

    private void hand(
            List<Observation> told,
            Optional<Set<Resource.Id>> present,
            Set<Resource.Id> unchanged,
            Optional<Cursor> cursor) {
        untold.clear();
        untoldOfHost.clear();
        touched.clear();
        sink.accept(new Look(host, clock.instant(), told, present, unchanged, cursor.map(Cursor::text)));
    }

    private Resource resource(EngineApi.About info) {
        return new Resource(
                host, Lineage.named(info.id(), config.name()), Kind.HOST, config.name(), host, List.of(), Wishes.NONE);
    }

    private Detail.Engine detail(EngineApi.About info) {
        return new Detail.Engine(
                info.id(),
                info.version(),
                config.mountinfo().isPresent(),
                unheard,
                info.ahead(),
                Optional.of(info.self().host()).filter(name -> !name.isEmpty()));
    }
}
