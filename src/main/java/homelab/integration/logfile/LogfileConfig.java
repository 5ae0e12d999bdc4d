package homelab.integration.logfile;

import java.nio.file.Path;

/**
 * Where stories are written for people who read files.
 *
 * @param file made when it is missing
 */
public record LogfileConfig(Path file) {}
