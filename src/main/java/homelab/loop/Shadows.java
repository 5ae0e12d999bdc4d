package homelab.loop;

import homelab.model.Incident;
import homelab.model.Remedy;
import homelab.model.Shadow;
import homelab.model.Shadow.Came;
import homelab.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps the score of what was only watched: would the repair have been needed? */
final class Shadows {
    private final Duration settle;

    Shadows(Duration settle) {
        this.settle = settle;
    }

    static void begin(Turn turn, Incident incident, Remedy remedy, Shadow.Would would) {
        if (turn.shadows().containsKey(incident.id())) return;
        var action = remedy.plan().getFirst().action();
        turn.shadow(new Shadow(incident.id(), action, would, turn.now(), Optional.empty()));
    }

    void judge(Turn turn) {
        for (var shadow : List.copyOf(turn.shadows().values()))
            came(turn, shadow).ifPresent(how -> turn.shadow(shadow.ended(how)));
    }

    private Optional<Came> came(Turn turn, Shadow shadow) {
        var open = turn.open(shadow.incident());
        if (open.isEmpty()) return Optional.of(resolved(turn, shadow));
        return switch (open.get().stage()) {
            case Stage.AwaitingApproval ignored -> Optional.of(Came.CUT_SHORT);
            case Stage.Acting ignored -> Optional.of(Came.CUT_SHORT);
            case Stage.Settling ignored -> Optional.of(Came.CUT_SHORT);
            default ->
                turn.now().isBefore(shadow.at().plus(Shadow.WINDOW)) ? Optional.empty() : Optional.of(Came.STAYED);
        };
    }

    private Came resolved(Turn turn, Shadow shadow) {
        return turn.changed().stream()
                .filter(one -> one.id().equals(shadow.incident()))
                .findFirst()
                .map(Incident::stage)
                .filter(Stage.Resolved.class::isInstance)
                .map(Stage.Resolved.class::cast)
                .map(end -> switch (end.how()) {
                    // It was well before: the settle time had to pass first.
                    case BY_ITSELF ->
                        end.at().isAfter(shadow.at().plus(Shadow.WINDOW).plus(settle))
                                ? Came.STAYED
                                : Came.RECOVERED_ALONE;
                    case BY_PERSON -> Came.BY_PERSON;
                    case HEALED -> Came.CUT_SHORT;
                })
                .orElse(Came.CUT_SHORT);
    }
}
