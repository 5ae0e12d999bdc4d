package homelab.loop;

import homelab.integration.Desk;
import homelab.integration.Source;
import homelab.model.Course;
import homelab.model.Detail;
import homelab.model.Disk;
import homelab.model.Expectation;
import homelab.model.Freshness;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.OverallState;
import homelab.model.Person;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.ShadowScore;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Stage;
import homelab.model.Status;
import homelab.store.Store;
import homelab.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The desk before the loop: reads what the last turn published, passes on what people say. */
public final class LoopDesk implements Desk {
    private final HealingLoop loop;
    private final Store store;
    private final Instant since;
    private final List<String> standing;

    /**
     * @param since when this process started
     * @param notes what its owner should know besides, for as long as it runs
     */
    public LoopDesk(HealingLoop loop, Store store, Instant since, List<String> notes) {
        this.loop = loop;
        this.store = store;
        this.since = since;
        this.standing = List.copyOf(notes);
    }

    @Override
    public Status status() {
        var now = loop.published();
        var snapshot = shown(now);
        var open = now.state().open().values();
        var pending = open.stream()
                .filter(one -> one.stage() instanceof Stage.AwaitingApproval)
                .count();
        var overall = overall(now.state(), snapshot, loop.sources());
        return new Status(
                now.trouble().isPresent() ? worse(OverallState.UNHEALTHY, overall) : overall,
                now.state().ceiling(),
                loop.brake().isOn(),
                since,
                now.at(),
                open.size(),
                Math.toIntExact(pending),
                downSinceICame(now.state()),
                loop.interval(),
                loop.sources().stream().map(source -> state(source, snapshot)).toList(),
                notes(now, snapshot));
    }

    /** What is known, where a host that was not looked at for too long is unseen, though nothing said why. */
    private Snapshot shown(HealingLoop.Published now) {
        var freshness = Freshness.of(loop.interval());
        var snapshot = now.state().snapshot();
        for (var host : hosts(snapshot)) {
            var lost = freshness.lost(host.at(), now.at());
            if (lost.isPresent()) snapshot = snapshot.with(host.greyed(lost.get()));
        }
        return snapshot;
    }

    /** What was not looked at yet, or cannot be looked at now, is not known to be well. */
    private static OverallState overall(State state, Snapshot snapshot, List<Source> sources) {
        var open = state.open().values();
        if (open.stream().anyMatch(one -> one.finding().severity() == Severity.CRITICAL)) return OverallState.CRITICAL;
        if (open.stream().anyMatch(LoopDesk::needsPerson)) return OverallState.UNHEALTHY;
        var unlooked = sources.stream()
                .anyMatch(source -> snapshot.sighting(source.host()).isEmpty());
        var unseen = unlooked
                || snapshot.sightings().values().stream()
                        .anyMatch(one -> one.unseen().isPresent());
        return open.isEmpty() && !unseen ? OverallState.HEALTHY : OverallState.DEGRADED;
    }

    private static OverallState worse(OverallState one, OverallState other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static boolean needsPerson(Incident incident) {
        return incident.stage() instanceof Stage.AwaitingApproval || incident.stage() instanceof Stage.Escalated;
    }

    private static int downSinceICame(State state) {
        var count = state.snapshot().sightings().values().stream()
                .filter(one -> one.state().isDown())
                .flatMap(one -> state.snapshot().history(one.resource().lineage()).stream())
                .flatMap(known -> known.expectation().stream())
                .filter(word -> word.word() == Expectation.Word.WAS_DOWN_WHEN_I_CAME)
                .count();
        return Math.toIntExact(count);
    }

    private static List<Sighting> hosts(Snapshot snapshot) {
        return snapshot.sightings().values().stream()
                .filter(one -> one.resource().kind().isAHost())
                .sorted(Comparator.comparing(one -> one.resource().id()))
                .toList();
    }

    private static Status.SourceState state(Source source, Snapshot snapshot) {
        var host = snapshot.sighting(source.host());
        var lastLook = host.filter(one -> one.state().runs()).map(Sighting::at);
        return new Status.SourceState(source.name(), lastLook, host.flatMap(Sighting::unseen));
    }

    private List<String> notes(HealingLoop.Published now, Snapshot snapshot) {
        var notes = new ArrayList<>(standing);
        now.trouble()
                .ifPresent(
                        trouble -> notes.add("Nothing new is begun, because the store can't be written: " + trouble));
        for (var host : hosts(snapshot))
            if (host.detail() instanceof Detail.Engine engine && host.unseen().isEmpty()) {
                if (!engine.mountsVisible())
                    notes.add("The mounts of " + host.resource().name()
                            + " can't be seen, so a vanished file system behind a container is not noticed.");
                engine.unheard()
                        .ifPresent(unheard -> notes.add("Of " + host.resource().name() + ": " + unheard));
            }
        snapshot.sightings().values().stream()
                .filter(one -> one.detail() instanceof Disk disk && disk.isOverWarning() && snapshot.isLeftAlone(one))
                .map(one -> "The " + one.resource().name() + " is "
                        + ((Disk) one.detail()).fullness().orElseThrow().words()
                        + "; it is left alone, because a person said so.")
                .sorted()
                .forEach(notes::add);
        snapshot.sightings().values().stream()
                .filter(one ->
                        one.detail() instanceof Disk disk && disk.fullness().isEmpty())
                .filter(one -> snapshot.canSee(one.resource()))
                .map(one -> "How full the " + one.resource().name() + " is can't be seen: "
                        + ((Disk) one.detail()).unmeasured() + ".")
                .sorted()
                .forEach(notes::add);
        return notes;
    }

    @Override
    public List<Sighting> resources() {
        var snapshot = shown(loop.published());
        return snapshot.sightings().values().stream()
                .map(one -> snapshot.canSee(one.resource()) ? one : one.greyed("its host can't be seen"))
                .sorted(Comparator.comparing((Sighting one) -> one.resource().host())
                        .thenComparing(one -> one.resource().kind())
                        .thenComparing(one -> one.resource().name()))
                .toList();
    }

    @Override
    public Map<Resource.Id, Expectation> expectations() {
        var snapshot = loop.published().state().snapshot();
        var words = new HashMap<Resource.Id, Expectation>();
        for (var one : snapshot.sightings().values())
            snapshot.history(one.resource().lineage())
                    .flatMap(History::expectation)
                    .ifPresent(word -> words.put(one.resource().id(), word));
        return words;
    }

    @Override
    public Page incidents(boolean openOnly, int page, int size) {
        return read(() -> store.incidents(openOnly, page, size));
    }

    @Override
    public Optional<Incident> incident(Incident.Id id) {
        return read(() -> store.incident(id));
    }

    private interface Reading<T> {
        T read() throws StoreException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (StoreException e) {
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        }
    }

    @Override
    public List<ShadowScore> shadowScores() {
        return read(store::shadowScores);
    }

    @Override
    public Map<Resource.Id, Course> courses(Instant since) {
        var resources = resources().stream().map(Sighting::resource).toList();
        return read(() -> store.courses(resources, since));
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        return loop.watch(changed);
    }

    @Override
    public CompletionStage<Reply> say(Person by, Word word) {
        try {
            if (word instanceof Word.Pause) loop.brake().pull();
            if (word instanceof Word.Resume) loop.brake().release();
        } catch (IOException e) {
            return CompletableFuture.completedFuture(new Reply.NotSaved("the pause file could not be changed: "
                    + e.getMessage() + "; is the data directory the agent's own, and its disk not full?"));
        }
        return loop.say(by, word);
    }
}
