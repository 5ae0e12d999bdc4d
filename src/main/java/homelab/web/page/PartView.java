package homelab.web.page;

import homelab.model.Certificate;
import homelab.model.Detail;
import homelab.model.Level;
import homelab.model.Report;
import homelab.model.Sighting;
import homelab.model.Snapshots;
import java.util.Optional;

/**
 * Something that is a part of a cluster, a node or a guest, in a few words.
 *
 * @param key fit for an element's id
 * @param incident the open incident about it
 */
record PartView(String key, String says, Tone tone, Optional<String> incident) {
    static PartView of(Sighting part, Optional<String> incident) {
        var tone = Tone.of(part.shown());
        return new PartView(
                Digest.of(part.resource().id().value()),
                part.unseen().isPresent()
                        ? part.resource().name() + " not seen: " + part.unseen().get()
                        : says(part),
                incident.isPresent() && tone != Tone.UNSEEN ? Tone.WRONG : tone,
                incident);
    }

    private static String says(Sighting part) {
        var name = part.resource().name();
        return part.detail() instanceof Detail.Container ? name : says(name, part.detail());
    }

    private static String says(String name, Detail detail) {
        return switch (detail) {
            case Level level -> name + " " + level.words();
            case Report report -> report.words();
            case Certificate certificate -> name + " ends " + Times.day(certificate.ends());
            case Snapshots snapshots -> Phrases.count(snapshots.count(), "snapshot");
            default -> name;
        };
    }
}
