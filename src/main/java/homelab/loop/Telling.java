package homelab.loop;

import homelab.loop.report.Storyteller;
import homelab.model.Incident;
import homelab.model.Stage;
import java.util.Optional;

/** Hands what is new to tell to the outbox, once, with the turn that made it so. */
final class Telling {
    private final Storyteller storyteller;

    Telling(Rooms rooms) {
        this.storyteller = rooms.storyteller();
    }

    void tell(Turn turn, State before) {
        for (var incident : turn.changed()) {
            if (endedWithinAnother(incident, before)) continue;
            var story = storyteller.tell(incident, turn.joined(incident.id()), turn.now());
            story.filter(told -> !told.key().equals(incident.told())).ifPresent(told -> {
                turn.tell(told);
                turn.save(incident.told(told.key()));
            });
        }
    }

    /** The story of what joined another incident is told there. */
    private static boolean endedWithinAnother(Incident incident, State before) {
        var earlier = Optional.ofNullable(before.open().get(incident.id()));
        return !incident.isOpen()
                && earlier.filter(one -> one.stage() instanceof Stage.Joined).isPresent()
                && incident.told().isEmpty();
    }
}
