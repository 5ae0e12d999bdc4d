package homelab.integration;

import homelab.model.Disk;
import java.nio.file.Path;
import java.util.Optional;

/** Measures how full the file system is that a directory lies on. */
@FunctionalInterface
public interface Gauge {
    /** Empty where there is no such directory. May hang on a share whose server is gone. */
    Optional<Disk.Fullness> read(Path directory);
}
