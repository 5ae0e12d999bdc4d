package homelab.app.config;

import homelab.cli.Reach;
import homelab.cli.Settings;
import java.util.Optional;

/**
 * What came of reading the configuration.
 *
 * @param config empty when there are mistakes
 * @param reach where the agent is, as far as that could be read
 */
public record Loaded(Optional<Config> config, Settings settings, Reach reach) {}
