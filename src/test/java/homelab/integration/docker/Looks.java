package homelab.integration.docker;

import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.What;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sink that keeps what it was handed of the engine and its containers; of its disk {@link DiskWatchTest} tells. */
final class Looks implements Consumer<Look> {
    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final Map<Look, Instant> arrivals = new ConcurrentHashMap<>();

    @Override
    public void accept(Look handed) {
        var look = withoutDisk(handed);
        if (look.observations().isEmpty() && !handed.observations().isEmpty()) return;
        arrivals.put(look, Instant.now());
        looks.add(look);
    }

    private static Look withoutDisk(Look look) {
        return new Look(
                look.host(),
                look.at(),
                look.observations().stream().filter(one -> !isDisk(one.about())).toList(),
                look.present().map(all -> all.stream().filter(id -> !isDisk(id)).collect(Collectors.toSet())),
                look.unchanged(),
                look.cursor());
    }

    private static boolean isDisk(Resource.Id id) {
        return id.value().endsWith("/disk");
    }

    List<Look> all() {
        return List.copyOf(looks);
    }

    Instant arrival(Look look) {
        return Optional.ofNullable(arrivals.get(look)).orElseThrow();
    }

    Stream<Observation> observations() {
        return looks.stream().flatMap(look -> look.observations().stream());
    }

    List<What> events(String id) {
        return observations()
                .filter(it -> it.about().value().equals(id))
                .flatMap(it -> it instanceof Observation.Event event ? Stream.of(event.what()) : Stream.empty())
                .toList();
    }

    List<What> hostEvents() {
        return events("docker:lab");
    }

    List<Observation.Health> healths(String id) {
        return observations()
                .filter(it -> it.about().value().equals(id))
                .flatMap(it -> it instanceof Observation.Health health ? Stream.of(health) : Stream.empty())
                .toList();
    }

    Optional<State> state(String id) {
        return healths(id).stream().reduce((first, last) -> last).map(Observation.Health::state);
    }

    Optional<String> cursor() {
        return looks.stream().flatMap(look -> look.cursor().stream()).reduce((first, last) -> last);
    }

    int indexOf(Predicate<Observation> wanted) {
        var all = observations().toList();
        for (var i = 0; i < all.size(); i++) if (wanted.test(all.get(i))) return i;
        return -1;
    }
}
