package homelab.loop;

import homelab.integration.Desk;
import homelab.model.Detail;
import homelab.model.Expectation;
import homelab.model.Incident;
import homelab.model.Kind;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The desk before the loop: reads what the last turn published, passes on what people say. */
public final class LoopDesk implements Desk {
    private final HealingLoop loop;
    private final Store store;
    private final Instant since;

    /** @param since when this process started */
    public LoopDesk(HealingLoop loop, Store store, Instant since) {
        this.loop = loop;
        this.store = store;
        this.since = since;
    }

    @Override
    public Status status() {
        var now = loop.published();
        var open = now.state().open().values();
        var sources = loop.hosts().stream()
                .map(host -> source(host, now.state().snapshot()))
                .toList();
        var pending = open.stream()
                .filter(one -> one.stage() instanceof Stage.AwaitingApproval)
                .count();
        return new Status(
                overall(now.state(), sources),
                now.state().ceiling(),
                loop.brake().isOn(),
                since,
                now.at(),
                open.size(),
                Math.toIntExact(pending),
                downSinceICame(now.state()),
                sources,
                notes(now));
    }

    private static OverallState overall(State state, List<Status.SourceState> sources) {
        var open = state.open().values();
        if (open.stream().anyMatch(one -> one.finding().severity() == Severity.CRITICAL)) return OverallState.CRITICAL;
        if (open.stream().anyMatch(LoopDesk::needsPerson)) return OverallState.UNHEALTHY;
        return open.isEmpty() && seesAll(state, sources) ? OverallState.HEALTHY : OverallState.DEGRADED;
    }

    private static boolean seesAll(State state, List<Status.SourceState> sources) {
        return sources.stream().allMatch(source -> source.lastLook().isPresent())
                && state.snapshot().sightings().values().stream()
                        .noneMatch(one -> one.shown() == homelab.model.State.UNSEEN);
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

    private static List<Sighting> hosts(State state) {
        return state.snapshot().sightings().values().stream()
                .filter(one -> one.resource().kind() == Kind.HOST)
                .sorted(Comparator.comparing(one -> one.resource().id()))
                .toList();
    }

    private static Status.SourceState source(Resource.Id host, Snapshot snapshot) {
        var seen = snapshot.sighting(host);
        return new Status.SourceState(
                host.value(), seen.filter(one -> one.state().runs()).map(Sighting::at), seen.flatMap(Sighting::unseen));
    }

    private static List<String> notes(HealingLoop.Published now) {
        var notes = new ArrayList<String>();
        now.trouble()
                .ifPresent(
                        trouble -> notes.add("Nothing new is begun, because the store can't be written: " + trouble));
        for (var host : hosts(now.state()))
            if (host.detail() instanceof Detail.Engine engine && host.unseen().isEmpty() && !engine.mountsVisible())
                notes.add("The mounts of " + host.resource().name()
                        + " can't be seen, so a vanished file system behind a container is not noticed.");
        return notes;
    }

    @Override
    public List<Sighting> resources() {
        var snapshot = loop.published().state().snapshot();
        return snapshot.sightings().values().stream()
                .map(one -> snapshot.canSee(one.resource()) ? one : greyed(one))
                .sorted(Comparator.comparing((Sighting one) -> one.resource().host())
                        .thenComparing(one -> one.resource().kind())
                        .thenComparing(one -> one.resource().name()))
                .toList();
    }

    private static Sighting greyed(Sighting one) {
        var reason = one.unseen().or(() -> Optional.of("its host can't be seen"));
        return new Sighting(one.resource(), one.state(), one.detail(), one.at(), one.since(), one.changes(), reason);
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
    public CompletionStage<Reply> say(Person by, Word word) {
        return loop.say(by, word);
    }
}
