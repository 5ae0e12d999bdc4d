package homelab.web.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node of a cluster, with its guests.
 *
 * @param key fit for an element's id
 * @param says how it is, and how its guests are
 * @param reason why it cannot be seen; empty when it can
 * @param at when it was last seen
 * @param facts more about it, such as its version
 * @param levels what it uses
 * @param wrong parts of it that are not well, or that an open incident is about
 * @param well how many of its parts are well; empty where nothing was told of them
 * @param shown at once, problems first
 * @param folded are well, or as they should be
 * @param brief of the folded only a line each is shown, since there are many
 */
record NodeView(
        String key,
        String name,
        String says,
        Tone tone,
        Optional<String> reason,
        Instant at,
        List<String> facts,
        List<LevelView> levels,
        List<PartView> wrong,
        String well,
        Optional<String> incident,
        Bar bar,
        List<GuestView> shown,
        List<GuestView> folded,
        String foldedSays,
        boolean brief) {
    NodeView {
        facts = List.copyOf(facts);
        levels = List.copyOf(levels);
        wrong = List.copyOf(wrong);
        shown = List.copyOf(shown);
        folded = List.copyOf(folded);
    }
}
