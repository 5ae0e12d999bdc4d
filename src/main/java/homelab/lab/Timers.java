package homelab.lab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is to happen later, in the order of its time. */
final class Timers {
    private final TreeMap<Instant, List<Runnable>> later = new TreeMap<>();

    void at(Instant time, Runnable what) {
        later.computeIfAbsent(time, ignored -> new ArrayList<>()).add(what);
    }

    Optional<Instant> next() {
        return later.isEmpty() ? Optional.empty() : Optional.of(later.firstKey());
    }

    /** Runs what is due; what that adds and is due too, runs as well. */
    void run(Instant now) {
        while (!later.isEmpty() && !later.firstKey().isAfter(now))
            later.pollFirstEntry().getValue().forEach(Runnable::run);
    }
}
