package homelab.web;

import homelab.integration.Desk;
import homelab.model.Ceiling;
import homelab.model.Course;
import homelab.model.Expectation;
import homelab.model.Incident;
import homelab.model.OverallState;
import homelab.model.Person;
import homelab.model.Resource;
import homelab.model.ShadowScore;
import homelab.model.Sighting;
import homelab.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A desk that a test fills, and that writes down what was said to it. */
public final class FakeDesk implements Desk {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    public static final Duration INTERVAL = Duration.ofSeconds(60);

    public record Said(Person by, Word word) {}

    public final List<Said> said = new CopyOnWriteArrayList<>();
    public volatile Status status = status(NOON, List.of());
    public volatile boolean broken;
    public volatile List<ShadowScore> shadowScores = List.of();
    public volatile Map<Resource.Id, Course> courses = Map.of();
    public final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    public volatile List<Sighting> resources = List.of();
    public volatile Map<Resource.Id, Expectation> expectations = Map.of();
    public volatile List<Incident> incidents = List.of();
    public volatile Function<Word, CompletionStage<Reply>> answer =
            word -> CompletableFuture.completedFuture(new Reply.Done("done", Optional.empty()));

    public static Status status(Instant lastTurn, List<Status.SourceState> sources) {
        var watching = new Ceiling(false, false, Optional.of(new Person("root", "cli")), NOON);
        return new Status(
                OverallState.DEGRADED, watching, false, NOON, lastTurn, 1, 1, 2, INTERVAL, sources, List.of("a note"));
    }

    public void answers(Reply reply) {
        answer = ignored -> CompletableFuture.completedFuture(reply);
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public List<Sighting> resources() {
        return resources;
    }

    @Override
    public Map<Resource.Id, Expectation> expectations() {
        return expectations;
    }

    @Override
    public List<ShadowScore> shadowScores() {
        return shadowScores;
    }

    @Override
    public Page incidents(boolean openOnly, int page, int size) {
        if (broken) throw new IllegalStateException("a bug");
        var found = new ArrayList<>(incidents);
        if (openOnly) found.removeIf(incident -> !incident.isOpen());
        var items = found.stream().skip((long) page * size).limit(size).toList();
        return new Page(items, page, size, found.size());
    }

    @Override
    public Optional<Incident> incident(Incident.Id id) {
        return incidents.stream().filter(incident -> incident.id().equals(id)).findFirst();
    }

    @Override
    public Map<Resource.Id, Course> courses(Instant since) {
        return courses;
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }

    /** Tells those who watch that something changed. */
    public void change() {
        watchers.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<Reply> say(Person by, Word word) {
        said.add(new Said(by, word));
        return answer.apply(word);
    }
}
