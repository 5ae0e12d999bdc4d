package homelab.lab;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What the simulated engine told: the last of it is kept, and goes on to those who listen. Owned by the engine. */
final class EventLog {
    /** As many as Docker keeps. */
    static final int KEPT = 256;

    private static final int LONGEST_QUEUE = 10_000;

    private final Deque<EngineEvent> kept = new ArrayDeque<>();
    private final List<BlockingQueue<EngineEvent>> listeners = new ArrayList<>();

    void tell(EngineEvent event) {
        kept.addLast(event);
        if (kept.size() > KEPT) kept.removeFirst();
        // A listener that does not read loses what does not fit, as with Docker.
        listeners.forEach(listener -> listener.offer(event));
    }

    List<EngineEvent> between(Instant since, Instant until) {
        return kept.stream()
                .filter(event -> !event.at().isBefore(since) && !event.at().isAfter(until))
                .toList();
    }

    /** What was told since then, and from now on all that is told. */
    BlockingQueue<EngineEvent> listen(Instant since) {
        var listener = new LinkedBlockingQueue<EngineEvent>(LONGEST_QUEUE);
        listener.addAll(between(since, Instant.MAX));
        listeners.add(listener);
        return listener;
    }

    void leave(BlockingQueue<EngineEvent> listener) {
        listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }
}
