package homelab.integration.proxmox;

import homelab.model.Bytes;
import homelab.model.Level;
import java.time.Duration;

/** How much is used, and where the lines are drawn unless its owner draws others. */
final class Levels {
    static final Level.Marks NODE_CPU = new Level.Marks(90, 95, 80, Duration.ofMinutes(5));
    static final Level.Marks GUEST_CPU = new Level.Marks(95, 100, 85, Duration.ofMinutes(15));
    static final Level.Marks MEMORY = new Level.Marks(90, 95, 85, Duration.ofMinutes(5));
    static final Level.Marks DISK = new Level.Marks(85, 95, 80, Duration.ofMinutes(2));

    private Levels() {}

    /** @param share 0 to 1 */
    static Level share(double share, Level.Marks marks) {
        var percent = Math.round(share * 1000) / 10.0;
        return new Level(percent, Math.round(percent) + " % of them at work", marks);
    }

    static Level filled(long used, long of, Level.Marks marks) {
        var percent = Math.round(used * 1000.0 / of) / 10.0;
        return new Level(
                percent, Math.round(percent) + " % used (" + Bytes.words(used) + " of " + Bytes.words(of) + ")", marks);
    }
}
