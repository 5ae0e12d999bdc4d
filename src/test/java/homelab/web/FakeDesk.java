package homelab.web;

import homelab.integration.Desk;
import homelab.model.Ceiling;
import homelab.model.Incident;
import homelab.model.OverallState;
import homelab.model.Person;
import homelab.model.ShadowScore;
import homelab.model.Sighting;
import homelab.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A desk that a test fills, and that writes down what was said to it. */
final class FakeDesk implements Desk {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    record Said(Person by, Word word) {}

    final List<Said> said = new CopyOnWriteArrayList<>();
    volatile Status status = status(NOON, List.of());
    volatile boolean broken;
    volatile List<ShadowScore> shadowScores = List.of();
    volatile List<Sighting> resources = List.of();
    volatile List<Incident> incidents = List.of();
    volatile Function<Word, CompletionStage<Reply>> answer =
            word -> CompletableFuture.completedFuture(new Reply.Done("done", Optional.empty()));

    static Status status(Instant lastTurn, List<Status.SourceState> sources) {
        var watching = new Ceiling(false, false, Optional.of(new Person("root", "cli")), NOON);
        return new Status(OverallState.DEGRADED, watching, false, NOON, lastTurn, 1, 1, 2, sources, List.of("a note"));
    }

    void answers(Reply reply) {
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
    public CompletionStage<Reply> say(Person by, Word word) {
        said.add(new Said(by, word));
        return answer.apply(word);
    }
}
