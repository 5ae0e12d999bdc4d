package homelab.lab.backupserver;

import java.util.ArrayList;
import java.util.List;

/** Every request with its answer, and what of it no good client does. Safe to use by many threads. */
final class Journal {
    private static final int MOST_IN_FLIGHT = 3;

    private final List<Asked> asked = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private int inFlight;
    private int mostInFlight;

    synchronized void begins() {
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        if (inFlight > MOST_IN_FLIGHT) violation(inFlight + " requests in flight, more than " + MOST_IN_FLIGHT);
    }

    synchronized void ends() {
        inFlight--;
    }

    synchronized void add(Asked one) {
        asked.add(one);
        if (!one.method().equals("GET"))
            violation(one.method() + " " + one.path() + ": who only looks changes nothing");
    }

    synchronized void violation(String what) {
        violations.add(what);
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    synchronized void forget() {
        asked.clear();
    }
}
