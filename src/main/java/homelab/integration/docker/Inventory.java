package homelab.integration.docker;

import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/** What is known of an engine's containers from look to look. Owned by one thread. */
final class Inventory {
    private static final int GONE_REMEMBERED = 1000;

    private final Resource.Id host;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, String> faces = new HashMap<>();
    private final SequencedSet<String> gone = new LinkedHashSet<>();

    /** Never shrinks: a service that was once awaited as a job stays one when what awaited it is recreated. */
    private final Set<Labels.Service> jobs = new HashSet<>();

    private final Set<String> mistakes = new HashSet<>();

    Inventory(Resource.Id host) {
        this.host = host;
    }

    private record Known(int stopSignal, Optional<Labels.Service> service, boolean toldAsJob) {}

    /** Takes note of a full list; gives the ids whose inspection may show something new. */
    Set<String> changed(List<Listed> list) {
        var present = list.stream().map(Listed::id).toList();
        known.keySet().retainAll(present);
        faces.keySet().retainAll(present);
        list.forEach(entry -> jobs.addAll(new Labels(entry.labels()).awaited()));
        var changed = new LinkedHashSet<String>();
        for (var entry : list) {
            var before = Optional.ofNullable(faces.put(entry.id(), entry.face()));
            if (entry.looksBad() || !known.containsKey(entry.id()) || !before.equals(Optional.of(entry.face())))
                changed.add(entry.id());
        }
        changed.addAll(unnoticedJobs());
        return changed;
    }

    /** Nothing that was seen so far counts: the engine was away. */
    void doubt() {
        faces.clear();
    }

    /** Takes note of what inspections showed, all of them before any is told: one may say that another is a job. */
    void note(Collection<Rounds.Found> round) {
        for (var found : round)
            switch (found) {
                case Rounds.Found.Seen seen ->
                    jobs.addAll(seen.inspection().labels().awaited());
                case Rounds.Found.Gone gone -> known.remove(gone.id());
                case Rounds.Found.Hidden hidden -> known.remove(hidden.id());
                case Rounds.Found.Failed failed -> known.remove(failed.id());
            }
    }

    /** Those told as services before somebody awaited their end with 0. */
    Set<String> unnoticedJobs() {
        var unnoticed = new LinkedHashSet<String>();
        known.forEach((id, container) -> {
            if (!container.toldAsJob()
                    && container.service().filter(jobs::contains).isPresent()) unnoticed.add(id);
        });
        return unnoticed;
    }

    List<Observation> told(Collection<Rounds.Found> round, String engineId) {
        var told = new ArrayList<Observation>();
        for (var found : round)
            switch (found) {
                case Rounds.Found.Seen seen -> told.add(health(seen.inspection(), seen.at(), engineId));
                case Rounds.Found.Gone gone -> removed(gone.id(), gone.at()).ifPresent(told::add);
                case Rounds.Found.Hidden hidden ->
                    told.add(new Observation.Unseen(new Resource.Id(hidden.id()), hidden.at(), hidden.reason()));
                case Rounds.Found.Failed ignored -> {}
            }
        return told;
    }

    private Observation health(Inspection inspection, Instant at, String engineId) {
        var labels = inspection.labels();
        var job = labels.oneOff() || labels.service().filter(jobs::contains).isPresent();
        known.put(inspection.id(), new Known(inspection.stopSignal(), labels.service(), job));
        return new Observation.Health(
                inspection.resource(host, engineId), at, inspection.state(), inspection.detail(job));
    }

    /** A removal is told once, whether it was heard or found. */
    private Optional<Observation> removed(String id, Instant at) {
        known.remove(id);
        faces.remove(id);
        if (!gone.add(id)) return Optional.empty();
        while (gone.size() > GONE_REMEMBERED) gone.removeFirst();
        return Optional.of(new Observation.Event(new Resource.Id(id), at, new What.Removed()));
    }

    /** Events in the order in which they were heard; those that say only "look" say nothing here. */
    List<Observation> told(List<EngineEvent> events) {
        var told = new ArrayList<Observation>();
        for (var event : events) {
            if (event.action().equals("destroy"))
                removed(event.id(), event.heardAt()).ifPresent(told::add);
            else
                what(event)
                        .ifPresent(what ->
                                told.add(new Observation.Event(new Resource.Id(event.id()), event.heardAt(), what)));
        }
        return told;
    }

    private Optional<What> what(EngineEvent event) {
        return switch (event.action()) {
            case "start" -> Optional.of(new What.Started());
            case "restart" -> Optional.of(new What.Restarted());
            // Without a code it is no success.
            case "die" -> Optional.of(new What.Died(event.exitCode().orElse(-1)));
            case "oom" -> Optional.of(new What.OutOfMemory());
            case "kill" ->
                event.signal().map(signal -> new What.Killed(signal, Signals.stops(signal, stopSignal(event))));
            case "health_status" -> HealthEvent.verdict(event.more()).map(What.HealthChanged::new);
            default -> Optional.empty();
        };
    }

    private int stopSignal(EngineEvent event) {
        return Optional.ofNullable(known.get(event.id())).map(Known::stopSignal).orElse(Signals.TERM);
    }

    /** Labels that could not be understood, each given once. */
    List<String> newMistakes(Collection<Rounds.Found> round) {
        if (mistakes.size() > GONE_REMEMBERED) return List.of();
        return round.stream()
                .flatMap(found -> found instanceof Rounds.Found.Seen seen
                        ? seen.inspection().labels().mistakes().stream()
                                .map(label -> seen.inspection().name() + ": " + label)
                        : Stream.empty())
                .filter(mistakes::add)
                .toList();
    }
}
