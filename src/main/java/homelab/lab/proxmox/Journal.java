package homelab.lab.proxmox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every request with its answer, and what of it no good client does. Safe to use by many threads. */
final class Journal {
    private static final int MOST_IN_FLIGHT = 3;

    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private int mostInFlight;

    synchronized void begins(String node) {
        var now = inFlight.merge(node, 1, Integer::sum);
        mostInFlight = Math.max(mostInFlight, now);
        if (now > MOST_IN_FLIGHT) violation(now + " requests in flight to " + node + ", more than " + MOST_IN_FLIGHT);
    }

    synchronized void ends(String node) {
        inFlight.merge(node, -1, Integer::sum);
    }

    synchronized void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    synchronized void violation(String what) {
        violations.add(what);
    }

    synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    synchronized void forget() {
        exchanges.clear();
    }
}
