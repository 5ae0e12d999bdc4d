package homelab.app.config;

import homelab.cli.Reach;
import homelab.cli.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What came of reading the configuration.
 *
 * @param config empty when there are mistakes
 * @param readable the same as far as it could be read: where a value is wrong its default, an engine left out. To look
 *     by, not to run by
 * @param unknown the keys, such as {@code data}, whose values nobody knows, since the file that would say them cannot be
 *     read; what they hold in {@code readable} is only their default
 * @param reach where the agent is, as far as that could be read
 * @param secretFiles each file that a secret was read from
 */
public record Loaded(
        Optional<Config> config,
        Config readable,
        Set<String> unknown,
        Settings settings,
        Reach reach,
        Set<Path> secretFiles) {
    public Loaded {
        unknown = Set.copyOf(unknown);
        secretFiles = Set.copyOf(secretFiles);
    }

    public boolean knows(String key) {
        return !unknown.contains(key);
    }
}
