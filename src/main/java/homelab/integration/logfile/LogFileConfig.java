package homelab.integration.logfile;

import java.nio.file.Path;

/**
 * Where stories are written down.
 *
 * @param largestBytes from which size on the file is set aside and a new one begun
 */
public record LogFileConfig(Path path, long largestBytes) {
    private static final long TEN_MEGABYTES = 10_000_000;

    public LogFileConfig {
        if (path.getFileName() == null)
            throw new IllegalArgumentException("the log file must have a name, not " + path);
        if (largestBytes < 1) throw new IllegalArgumentException("the log file must be allowed to hold something");
        path = path.toAbsolutePath();
    }

    public LogFileConfig(Path path) {
        this(path, TEN_MEGABYTES);
    }
}
