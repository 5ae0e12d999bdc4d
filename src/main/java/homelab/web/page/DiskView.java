package homelab.web.page;

import homelab.model.Bytes;
import homelab.model.Contents;
import homelab.model.Disk;
import homelab.model.Sighting;
import java.util.Optional;

/**
 * The disk that an engine keeps its data on.
 *
 * @param says how full it is, or what the engine's data takes where that can't be seen
 * @param more why it can't be seen; empty where it can
 * @param incident the open incident about it
 */
record DiskView(String says, String more, Tone tone, Optional<String> incident) {

    static DiskView of(Sighting sighting, Optional<String> incident) {
        if (!(sighting.detail() instanceof Disk disk) || sighting.unseen().isPresent())
            return new DiskView("disk not seen", "", Tone.UNSEEN, incident);
        var tone = disk.isOverWarning() ? Tone.WRONG : Tone.WELL;
        return disk.fullness()
                .map(now -> new DiskView("disk " + now.words(), "", tone, incident))
                .orElseGet(() -> new DiskView(
                        "how full its disk is can’t be seen" + sizes(disk), disk.unmeasured(), Tone.UNSEEN, incident));
    }

    private static String sizes(Disk disk) {
        return switch (disk.contents()) {
            case Contents.Unlisted ignored -> "";
            case Contents.Listed listed ->
                "; images " + Bytes.words(listed.sizes().images()) + ", build cache "
                        + Bytes.words(listed.sizes().buildCache()) + ", volumes "
                        + Bytes.words(listed.sizes().volumes());
        };
    }
}
