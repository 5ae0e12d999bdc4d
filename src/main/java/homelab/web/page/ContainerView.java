package homelab.web.page;

import homelab.model.Sighting;
import java.time.Instant;
import java.util.Optional;

/**
 * A container in the list of its host.
 *
 * @param key fit for an element's id
 * @param state in words
 * @param reason why it cannot be seen; empty when it can
 * @param at when it was last seen
 * @param incident the open incident about it; empty when there is none
 */
record ContainerView(
        String key,
        String name,
        String state,
        Tone tone,
        Instant since,
        Optional<String> reason,
        Instant at,
        Optional<String> incident,
        Bar bar) {

    static ContainerView of(Sighting sighting, Optional<String> incident, Bar bar) {
        var tone = Tone.of(sighting.shown());
        var unseen = sighting.unseen();
        return new ContainerView(
                Digest.of(sighting.resource().id().value()),
                sighting.resource().name(),
                Phrases.state(sighting),
                incident.isPresent() && tone != Tone.UNSEEN ? Tone.WRONG : tone,
                sighting.since(),
                unseen,
                // While it is seen, every look would make this another view; nobody is shown it.
                unseen.isPresent() ? sighting.at() : sighting.since(),
                incident,
                bar);
    }
}
