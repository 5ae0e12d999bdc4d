package homelab.loop;

import homelab.loop.decide.Case;
import homelab.loop.decide.Target;
import homelab.model.Approval;
import homelab.model.Detail;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Order;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.Step;
import java.util.List;
import java.util.Optional;

/** Lays before policy what it decides on: a whole remedy, or one step of it just before it is begun. */
final class Cases {
    private final Rooms rooms;

    Cases(Rooms rooms) {
        this.rooms = rooms;
    }

    Case of(Turn turn, Incident incident, Remedy remedy) {
        return of(turn, incident, remedy, remedy.plan());
    }

    Case of(Turn turn, Incident incident, Remedy remedy, Step step) {
        return of(turn, incident, remedy, List.of(step));
    }

    private Case of(Turn turn, Incident incident, Remedy remedy, List<Step> steps) {
        var targets = steps.stream()
                .flatMap(step -> turn.snapshot().sighting(step.target()).stream()
                        .map(sighting -> new Target(
                                step.action(),
                                sighting,
                                turn.snapshot()
                                        .history(step.lineage())
                                        .orElseGet(() -> History.of(sighting.resource())),
                                rooms.isItself(sighting.resource()),
                                mountsVisible(turn, sighting.resource()))))
                .toList();
        return new Case(
                incident.finding(),
                remedy,
                targets,
                turn.ceiling().mode(),
                turn.paused(),
                orderedBy(incident, remedy),
                turn.now());
    }

    private static boolean mountsVisible(Turn turn, Resource resource) {
        return turn.snapshot()
                .sighting(resource.host())
                .filter(host -> host.detail() instanceof Detail.Engine engine && engine.mountsVisible())
                .isPresent();
    }

    /** Whose word exactly this remedy is; empty: the agent's own. */
    static Optional<Person> orderedBy(Incident incident, Remedy remedy) {
        var granted = incident.approval()
                .filter(Approval.Granted.class::isInstance)
                .map(Approval.Granted.class::cast)
                .filter(answer -> answer.hash().equals(remedy.hash()))
                .map(Approval.Granted::by);
        return granted.or(() -> incident.order().map(Order::by));
    }
}
