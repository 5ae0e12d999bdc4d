package homelab.loop.verify;

import homelab.model.Bytes;
import homelab.model.Disk;
import java.util.Optional;

/** Words for what a disk had free before and has free after. */
final class Freed {
    private Freed() {}

    /** {@code the disk was 91 % full (9.1 GiB of 10 GiB) and is 79 % full (7.9 GiB of 10 GiB): 1.2 GiB more are free}. */
    static String words(Optional<Disk.Fullness> before, Disk.Fullness after) {
        if (before.isEmpty()) return "the disk is " + after.words();
        var freed = after.free() - before.get().free();
        var said = "the disk was " + before.get().words() + " and is " + after.words();
        if (freed > 0) return said + ": " + Bytes.words(freed) + " more are free";
        return said + (freed == 0 ? ": nothing was freed" : ": other things have filled it meanwhile");
    }
}
