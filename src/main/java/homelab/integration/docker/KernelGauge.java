package homelab.integration.docker;

import homelab.integration.Gauge;
import homelab.model.Disk;
import java.nio.file.Path;
import java.util.Optional;

/** The kernel's own word: statvfs(3). */
final class KernelGauge implements Gauge {
    @Override
    public Optional<Disk.Fullness> read(Path directory) {
        var file = directory.toFile();
        var free = file.getUsableSpace();
        // What is kept for root counts as neither used nor free, as df counts.
        var size = file.getTotalSpace() - file.getFreeSpace() + free;
        return size > 0 && free <= size ? Optional.of(new Disk.Fullness(size, free)) : Optional.empty();
    }
}
