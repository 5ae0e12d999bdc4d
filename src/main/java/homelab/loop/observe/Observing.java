package homelab.loop.observe;

import homelab.model.BackupServer;
import homelab.model.Backups;
import homelab.model.Certificate;
import homelab.model.Cluster;
import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.Expectation;
import homelab.model.Guest;
import homelab.model.History;
import homelab.model.Level;
import homelab.model.Lineage;
import homelab.model.Look;
import homelab.model.Node;
import homelab.model.Observation;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Snapshots;
import homelab.model.State;
import homelab.model.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Folds one look into the snapshot. Events say how a run ended, looks say how things are. */
public final class Observing {
    private static final Duration WINDOW = Duration.ofMinutes(30);
    /** What is gone and comes back later than this is met as a stranger. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Look look;
    private final Function<History, History.Whose> whose;
    private final Self self;
    private final Set<Resource.Id> touched = new LinkedHashSet<>();
    private final Set<Resource.Id> gone = new HashSet<>();
    private final Set<Lineage> remembered = new HashSet<>();
    private final Set<Lineage> forgotten = new HashSet<>();
    private Snapshot snapshot;

    private Observing(Snapshot before, Look look, Function<History, History.Whose> whose, Self self) {
        this.snapshot = before;
        this.look = look;
        this.whose = whose;
        this.self = self;
    }

    /** @param whose who is behind a signal that reaches what has this history */
    public static Seen fold(Snapshot before, Look taken, Function<History, History.Whose> whose, Self self) {
        var look = Twins.apart(before, taken);
        var folding = new Observing(before, look, whose, self);
        folding.meetNewcomers();
        look.observations().forEach(folding::take);
        look.present().ifPresent(folding::missWhatIsGone);
        look.unchanged().forEach(id -> folding.snapshot.sighting(id).ifPresent(folding::seeUnchanged));
        if (folding.showsMachines()) folding.snapshot = Ties.tied(folding.snapshot);
        return new Seen(folding.snapshot, folding.touched, folding.gone, folding.remembered, folding.forgotten);
    }

    private boolean showsMachines() {
        return look.observations().stream()
                .anyMatch(one -> one instanceof Observation.Health health
                        && (health.resource().kind().isAHost()
                                || health.resource().kind().isAGuest()));
    }

    /** Events come before the look that shows whom they are about, so whoever is new is remembered first. */
    private void meetNewcomers() {
        for (var observation : look.observations()) {
            if (observation instanceof Observation.Health health && hasAHistory(health.detail())) {
                var resource = health.resource();
                forgetAnother(resource);
                var known = snapshot.history(resource.lineage());
                if (known.isEmpty()) remember(History.of(resource));
                else if (!known.get().id().equals(resource.id())) remember(Endings.recreated(known.get(), resource));
            }
        }
    }

    private static boolean hasAHistory(Detail detail) {
        return detail instanceof Detail.Container || detail instanceof Guest;
    }

    /** Proxmox gives a number to another guest once the one before is gone. */
    private void forgetAnother(Resource resource) {
        snapshot.sighting(resource.id())
                .filter(known -> known.resource().kind().isAGuest())
                .filter(known -> !known.resource().lineage().equals(resource.lineage()))
                .ifPresent(known -> forget(resource.id()));
    }

    private void take(Observation observation) {
        touched.add(observation.about());
        switch (observation) {
            case Observation.Health health -> {
                switch (health.detail()) {
                    case Detail.Container container -> container(health, container);
                    case Detail.Engine ignored -> host(health);
                    case Disk disk -> disk(health, disk);
                    case Cluster ignored -> host(health);
                    case BackupServer ignored -> host(health);
                    case Node ignored -> node(health);
                    case Guest guest -> guest(health, guest);
                    case Level level -> level(health, level);
                    case Report ignored -> see(health);
                    case Certificate ignored -> see(health);
                    case Snapshots ignored -> see(health);
                    case Backups ignored -> see(health);
                }
            }
            case Observation.Event event -> event(event);
            case Observation.Unseen unseen -> unseen(unseen);
            case Observation.Reading ignored -> {}
        }
    }

    private void host(Observation.Health health) {
        var wasUnseen =
                snapshot.sighting(health.about()).flatMap(Sighting::unseen).isPresent();
        see(health);
        if (wasUnseen)
            snapshot.on(health.about())
                    .forEach(one -> touched.add(one.resource().id()));
    }

    private void disk(Observation.Health health, Disk disk) {
        if (disk.fullness().isPresent() && !disk.isOverClear()) endWordAbout(health.resource());
        see(health);
    }

    private void level(Observation.Health health, Level level) {
        if (!level.isOverClear()) endWordAbout(health.resource());
        see(health);
    }

    /** The word to leave it as it is was about this filling: once it is well again, the next is another. */
    private void endWordAbout(Resource resource) {
        snapshot.history(resource.lineage())
                .filter(History::isLeftAlone)
                .ifPresent(known -> remember(known.expecting(Optional.empty())));
    }

    /** While a node is offline its guests cannot be seen; what ran on it should run once it is back. */
    private void node(Observation.Health health) {
        if (health.state().isDown())
            snapshot.on(look.host())
                    .map(Sighting::resource)
                    .filter(one -> one.kind().isAGuest() && one.runsOn().equals(health.about()))
                    .flatMap(one -> snapshot.history(one.lineage()).stream())
                    .filter(known -> known.runs() && known.expectation().isEmpty())
                    .toList()
                    .forEach(known -> remember(GuestRuns.withItsNode(known, health.at())));
        var was = snapshot.sighting(health.about()).map(Sighting::state);
        see(health);
        if (was.filter(before -> before != health.state()).isPresent())
            snapshot.on(look.host())
                    .map(Sighting::resource)
                    .filter(one -> one.runsOn().equals(health.about()))
                    .forEach(one -> touched.add(one.id()));
    }

    private void guest(Observation.Health health, Guest guest) {
        snapshot.history(health.resource().lineage())
                .filter(known -> known.id().equals(health.about()))
                .ifPresent(known -> remember(GuestRuns.seen(known, health, guest)));
        see(health);
    }

    private void unseen(Observation.Unseen unseen) {
        var known = snapshot.sighting(unseen.about());
        var before = known.orElseGet(() -> NeverSeen.of(unseen, look.host()));
        var since = before.unseen().isPresent() ? before.since() : unseen.at();
        snapshot = snapshot.with(new Sighting(
                before.resource(),
                before.state(),
                before.detail(),
                before.at(),
                since,
                before.changes(),
                Optional.of(unseen.reason())));
    }

    private void event(Observation.Event event) {
        switch (event.what()) {
            case What.EngineFell ignored -> {
                new EngineFall(snapshot, event, self).histories().forEach(this::remember);
                snapshot.on(event.about())
                        .forEach(one -> touched.add(one.resource().id()));
            }
            case What.EventsLost ignored -> {}
            case What.Removed ignored -> forget(event.about());
            case What.HealthChanged ignored -> {}
            case What.Restarted ignored -> {}
            case What.Started ignored ->
                historyOf(event.about())
                        .ifPresent(known -> remember(
                                Endings.started(known, Optional.empty()).ranAt(event.at())));
            case What.OutOfMemory ignored ->
                historyOf(event.about()).ifPresent(known -> remember(known.ranOutOfMemory()));
            case What.Killed killed -> {
                if (killed.stopping())
                    historyOf(event.about())
                            .filter(known -> known.killed().isEmpty() && !isBehindAFallenEngine(known))
                            .ifPresent(
                                    known -> remember(known.killed(new History.Kill(event.at(), whose.apply(known)))));
            }
            case What.Died died ->
                historyOf(event.about())
                        .ifPresent(known -> remember(
                                isBehindAFallenEngine(known)
                                        ? Endings.withItsEngine(known, died, event.at())
                                        : Endings.heard(
                                                known,
                                                died,
                                                event.at(),
                                                snapshot.engineTime(look.host(), event.at()))));
        }
    }

    /**
     * An engine that was killed stops the survivors when it comes back, exactly as a person's stop would. Until it has
     * answered again nobody else can have asked it to.
     */
    private boolean isBehindAFallenEngine(History known) {
        var hostUnseen =
                snapshot.sighting(known.host()).flatMap(Sighting::unseen).isPresent();
        return hostUnseen
                && known.expectation()
                        .filter(word -> word.word() == Expectation.Word.RAN_BEFORE_THE_ENGINE_FELL)
                        .isPresent();
    }

    private Optional<History> historyOf(Resource.Id id) {
        var here = look.observations().stream()
                .filter(Observation.Health.class::isInstance)
                .map(Observation.Health.class::cast)
                .filter(health -> health.about().equals(id))
                .map(health -> health.resource().lineage())
                .findFirst();
        return here.or(() -> snapshot.sighting(id).map(one -> one.resource().lineage()))
                .flatMap(snapshot::history)
                .filter(known -> known.id().equals(id));
    }

    private void container(Observation.Health health, Detail.Container detail) {
        var known = snapshot.history(health.resource().lineage())
                .filter(one -> one.id().equals(health.about()));
        if (known.isEmpty()) {
            see(health);
            return;
        }
        var history = known.get();
        if (health.state().runs() && endedInRun(history, detail.startedAt())) return;
        var before = snapshot.sighting(health.about());
        var newRun = !history.run().equals(detail.startedAt());
        var unpaused = health.state() != State.PAUSED
                && before.filter(one -> one.state() == State.PAUSED).isPresent();
        history = Runs.leftAlone(Endings.sameOrNewRun(history, health, detail), detail, newRun, unpaused);
        if (health.state().runs())
            history = Runs.seenRunning(history, health, detail, newRun, snapshot.engineTime(look.host(), health.at()));
        if (health.state().isDown()) history = seenDown(history, health, detail, before);
        var lastSeen = before.map(Sighting::at).or(() -> known.get().lastKnown());
        remember(Runs.counted(history, detail, lastSeen, health.at()));
        see(health);
    }

    /** A look that was taken before the end of the run that it shows: older than what is known. */
    private static boolean endedInRun(History history, Optional<Instant> run) {
        return history.ending().flatMap(History.Ending::run).isPresent()
                && history.ending().flatMap(History.Ending::run).equals(run);
    }

    private static History seenDown(
            History history, Observation.Health health, Detail.Container detail, Optional<Sighting> before) {
        if (history.ranAt().isEmpty()) {
            var downWhenICame = new Expectation(health.about(), Expectation.Word.WAS_DOWN_WHEN_I_CAME, health.at());
            var marked = history.expectation().isPresent() ? history : history.expecting(Optional.of(downWhenICame));
            return Endings.isDone(marked, detail) ? marked.endedWithZero(true) : marked;
        }
        var lastSeen = before.filter(one -> one.state().runs()).map(Sighting::at);
        return Endings.seenDown(history, health, detail, lastSeen);
    }

    private void see(Observation.Health health) {
        var before = snapshot.sighting(health.about());
        var same = before.filter(old ->
                        old.state() == health.state() && startOf(old.detail()).equals(startOf(health.detail())))
                .filter(old -> old.unseen().isEmpty() || !old.resource().kind().isAHost());
        var changes = new ArrayList<>(before.map(Sighting::changes).orElse(List.of()));
        if (same.isEmpty()) changes.add(new Sighting.Change(health.at(), health.state()));
        changes.removeIf(change -> change.at().isBefore(health.at().minus(WINDOW)));
        snapshot = snapshot.with(new Sighting(
                health.resource(),
                health.state(),
                health.detail(),
                health.at(),
                same.map(Sighting::since).orElse(health.at()),
                changes,
                Optional.empty()));
    }

    private static Optional<Instant> startOf(Detail detail) {
        return detail instanceof Detail.Container container ? container.startedAt() : Optional.empty();
    }

    private void missWhatIsGone(Set<Resource.Id> present) {
        endUnheard(present);
        snapshot.on(look.host())
                .map(one -> one.resource().id())
                .filter(id -> !present.contains(id))
                .toList()
                .forEach(this::forget);
    }

    private void seeUnchanged(Sighting one) {
        if (one.unseen().isPresent()) return;
        snapshot = snapshot.with(new Sighting(
                one.resource(), one.state(), one.detail(), look.at(), one.since(), one.changes(), one.unseen()));
    }

    /** What was removed while nobody looked has no sighting, and its history would run for ever. */
    private void endUnheard(Set<Resource.Id> present) {
        var gone = snapshot.histories().values().stream()
                .filter(known -> known.host().equals(look.host()) && !present.contains(known.id()))
                .toList();
        gone.forEach(this::endRemoved);
        gone.stream().filter(this::isLongGone).forEach(known -> {
            snapshot = snapshot.without(known.lineage());
            forgotten.add(known.lineage());
        });
    }

    private boolean isLongGone(History known) {
        return !known.runs()
                && known.lastKnown()
                        .filter(at -> at.isAfter(look.at().minus(REMEMBERED)))
                        .isEmpty();
    }

    private void endRemoved(History known) {
        if (known.runs()) remember(known.ended(new History.Ending(known.run(), History.How.BY_A_PERSON, 0, look.at())));
    }

    private void forget(Resource.Id id) {
        historyOf(id).ifPresent(this::endRemoved);
        snapshot = snapshot.without(id);
        gone.add(id);
    }

    private void remember(History history) {
        if (snapshot.history(history.lineage()).filter(history::equals).isPresent()) return;
        snapshot = snapshot.with(history);
        remembered.add(history.lineage());
    }
}
