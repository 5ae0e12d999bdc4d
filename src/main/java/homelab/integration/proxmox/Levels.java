package homelab.integration.proxmox;

import homelab.model.Bytes;
import homelab.model.Level;

/** How much is used. */
final class Levels {
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
