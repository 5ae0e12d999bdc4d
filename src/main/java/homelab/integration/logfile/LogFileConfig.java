package homelab.integration.logfile;

import java.nio.file.Path;

/** Where stories are written down. */
public record LogFileConfig(Path path) {
    public LogFileConfig {
        path = path.toAbsolutePath();
    }
}
