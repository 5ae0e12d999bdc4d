package homelab.integration.proxmox;

import homelab.integration.IntegrationException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers that hold for a while, by what they are about. One that could not be had leaves the one before.
 *
 * @param holds until it is asked again
 */
record Book<K, V>(Duration holds, Map<K, Entry<V>> entries) {
    /** What a token may not see today it will hardly see in an hour. */
    private static final Duration REFUSED_HOLDS = Duration.ofHours(6);

    Book(Duration holds) {
        this(holds, new ConcurrentHashMap<>());
    }

    /**
     * What was answered last.
     *
     * @param failed why the latest try brought nothing; empty when it did
     * @param answeredAt when the value was asked for
     */
    record Entry<V>(Optional<V> value, Optional<IntegrationException> failed, Instant dueAt, Instant answeredAt) {}

    /** One question. */
    interface Ask<V> {
        V ask() throws IntegrationException;
    }

    Instant dueAt(K key) {
        var entry = entries.get(key);
        return entry == null ? Instant.EPOCH : entry.dueAt();
    }

    Optional<V> value(K key) {
        return Optional.ofNullable(entries.get(key)).flatMap(Entry::value);
    }

    /** What was answered at this very time; empty where it was answered before, or not at all. */
    Optional<V> noted(K key, Instant at) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> entry.answeredAt().equals(at))
                .flatMap(Entry::value);
    }

    /** Of when the value is; the beginning of time where there is none. */
    Instant answeredAt(K key) {
        var entry = entries.get(key);
        return entry == null ? Instant.EPOCH : entry.answeredAt();
    }

    Optional<IntegrationException> failed(K key) {
        return Optional.ofNullable(entries.get(key)).flatMap(Entry::failed);
    }

    /** Asks, and keeps what came of it. */
    void ask(K key, Instant now, Ask<V> question) {
        try {
            entries.put(key, new Entry<>(Optional.of(question.ask()), Optional.empty(), now.plus(holds), now));
        } catch (IntegrationException e) {
            // What else is refused, such as by a time-out within the node, may be answered the next time.
            var refused = e.kind() == IntegrationException.Kind.FORBIDDEN
                    || String.valueOf(e.getMessage()).contains("not implemented");
            var until = refused && holds.compareTo(REFUSED_HOLDS) < 0 ? REFUSED_HOLDS : holds;
            entries.put(key, new Entry<>(value(key), Optional.of(e), now.plus(until), answeredAt(key)));
        }
    }

    /** It is asked again at the next look. */
    void doubt(K key) {
        entries.computeIfPresent(
                key, (ignored, known) -> new Entry<>(known.value(), known.failed(), Instant.EPOCH, known.answeredAt()));
    }

    void doubtAll() {
        entries.keySet().forEach(this::doubt);
    }

    /** There is no answer, and it is asked at the next look. */
    void forget(K key) {
        entries.remove(key);
    }

    void keepOnly(Set<K> keys) {
        entries.keySet().retainAll(keys);
    }
}
