package homelab.web.page;

import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Sighting;
import java.util.List;
import java.util.Optional;

/**
 * How much of something is used, as it stands beside its node or guest.
 *
 * @param says such as {@code memory 45 %}
 * @param more the same with its sizes
 */
record LevelView(String key, String says, String more, Tone tone, Optional<String> incident) {
    /** In the order in which they are read. */
    static final List<Kind> KINDS = List.of(Kind.CPU, Kind.MEMORY, Kind.DISK);

    static LevelView of(Sighting part, Optional<String> incident) {
        var tone = Tone.of(part.shown());
        return new LevelView(
                Digest.of(part.resource().id().value()),
                word(part.resource().kind()) + " " + percent(part),
                part.detail() instanceof Level level ? level.words() : "",
                incident.isPresent() && tone != Tone.UNSEEN ? Tone.WRONG : tone,
                incident);
    }

    private static String percent(Sighting part) {
        if (part.unseen().isPresent() || !(part.detail() instanceof Level level)) return "not seen";
        return Math.round(level.percent()) + " %";
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case CPU -> "cpu";
            case MEMORY -> "memory";
            default -> "disk";
        };
    }
}
