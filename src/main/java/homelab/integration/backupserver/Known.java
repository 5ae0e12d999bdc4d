package homelab.integration.backupserver;

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
record Known<K, V>(Duration holds, Map<K, Entry<V>> entries) {
    Known(Duration holds) {
        this(holds, new ConcurrentHashMap<>());
    }

    /**
     * What was answered last.
     *
     * @param failed why the latest try brought nothing; empty when it did
     * @param at when the value was asked for
     */
    record Entry<V>(Optional<V> value, Optional<String> failed, Instant dueAt, Instant at) {}

    /** One question. */
    interface Ask<V> {
        V ask() throws IntegrationException;
    }

    Instant dueAt(K key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::dueAt).orElse(Instant.EPOCH);
    }

    Optional<Entry<V>> entry(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    Optional<V> value(K key) {
        return entry(key).flatMap(Entry::value);
    }

    /** Asks, and keeps what came of it. */
    void ask(K key, Instant now, Ask<V> question) {
        try {
            entries.put(key, new Entry<>(Optional.of(question.ask()), Optional.empty(), now.plus(holds), now));
        } catch (IntegrationException e) {
            var since = entry(key).map(Entry::at).orElse(now);
            entries.put(
                    key, new Entry<>(value(key), Optional.of(String.valueOf(e.getMessage())), now.plus(holds), since));
        }
    }

    /** It is asked again at the next look. */
    void doubt(K key) {
        entries.computeIfPresent(
                key, (ignored, known) -> new Entry<>(known.value(), known.failed(), Instant.EPOCH, known.at()));
    }

    void doubtAll() {
        entries.keySet().forEach(this::doubt);
    }

    void keepOnly(Set<K> keys) {
        entries.keySet().retainAll(keys);
    }
}
