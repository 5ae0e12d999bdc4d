package homelab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The effective configuration, for people.
 *
 * @param file that was read; empty without one
 * @param mistakes one sentence each, with place and cure; nothing starts while there is one
 */
public record Settings(Optional<Path> file, List<Line> lines, List<String> mistakes, List<String> warnings) {
    public Settings {
        lines = List.copyOf(lines);
        mistakes = List.copyOf(mistakes);
        warnings = List.copyOf(warnings);
    }

    /**
     * One value.
     *
     * @param value as written, secrets as stars; empty when it is not set
     * @param origin where it was written
     */
    public record Line(String key, String value, String origin) {}
}
