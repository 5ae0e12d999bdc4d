package homelab.model;

import java.util.List;

/**
 * Something seen that a diagnosis rests on.
 *
 * @param from where it was seen: "inspect", "engine", "log", "log of the run before", "health check", "port holder", "events",
 *     "memory"
 * @param lines text from outside, cut to length, without control characters
 */
public record Evidence(String from, List<String> lines) {
    public Evidence {
        lines = List.copyOf(lines);
    }

    public Evidence(String from, String line) {
        this(from, List.of(line));
    }
}
