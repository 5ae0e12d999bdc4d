package homelab.lab.proxmox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is to happen later, in the order of its time. */
final class Timers {
    private final TreeMap<Instant, List<Runnable>> later = new TreeMap<>();
    /** While something due runs, its own time; a clock may have gone on since. */
    private Optional<Instant> running = Optional.empty();

    void at(Instant time, Runnable what) {
        later.computeIfAbsent(time, ignored -> new ArrayList<>()).add(what);
    }

    Optional<Instant> next() {
        return later.isEmpty() ? Optional.empty() : Optional.of(later.firstKey());
    }

    Optional<Instant> running() {
        return running;
    }

    /** Runs what is due; what that adds and is due too, runs as well. */
    void run(Instant now) {
        try {
            while (!later.isEmpty() && !later.firstKey().isAfter(now)) {
                running = Optional.of(later.firstKey());
                later.pollFirstEntry().getValue().forEach(Runnable::run);
            }
        } finally {
            running = Optional.empty();
        }
    }
}
