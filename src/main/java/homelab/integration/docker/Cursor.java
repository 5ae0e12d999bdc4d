package homelab.integration.docker;

import java.util.Optional;

/**
 * How far an engine's events have been heard, kept on disk with each look.
 *
 * @param timeNano of the last event, by the engine's clock
 * @param key of the last event; empty when none was ever heard
 * @param bootId of the host; empty where it cannot be seen
 */
record Cursor(long timeNano, String key, String bootId, String engineId) {
    private static final String VERSION = "1";

    String text() {
        return String.join(" ", VERSION, Long.toString(timeNano), key, bootId, engineId);
    }

    /** Empty for what nobody here wrote. */
    static Optional<Cursor> parse(String text) {
        var parts = text.split(" ", 5);
        // Nanoseconds since 1970 fill 19 digits until the year 2262.
        return parts.length == 5 && parts[0].equals(VERSION) && parts[1].matches("[0-9]{1,18}|[1-8][0-9]{18}")
                ? Optional.of(new Cursor(Long.parseLong(parts[1]), parts[2], parts[3], parts[4]))
                : Optional.empty();
    }
}
