package homelab.loop;

import homelab.loop.decide.Case;
import homelab.loop.decide.Target;
import homelab.model.Action;
import homelab.model.Approval;
import homelab.model.Detail;
import homelab.model.Guest;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Node;
import homelab.model.Order;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Brings together all that a decision rests on: a whole remedy, or one step of it just before it is begun. */
final class Cases {
    private final Rooms rooms;

    Cases(Rooms rooms) {
        this.rooms = rooms;
    }

    Case of(Turn turn, Incident incident, Remedy remedy) {
        return of(turn, incident, remedy, remedy.plan());
    }

    /** @param begun the try that this step belongs to was counted with an earlier one of the same plan */
    Case of(Turn turn, Incident incident, Remedy remedy, Step step, boolean begun) {
        var whole = of(turn, incident, remedy, List.of(step));
        return begun ? whole.withoutLatestTry() : whole;
    }

    private Case of(Turn turn, Incident incident, Remedy remedy, List<Step> steps) {
        var targets = steps.stream()
                .flatMap(step -> turn.snapshot().sighting(step.subject()).stream()
                        .map(sighting -> target(turn, step.action(), sighting)))
                .toList();
        return new Case(
                incident.finding(),
                remedy,
                targets,
                turn.ceiling().mode(),
                turn.paused(),
                orderedBy(incident, remedy, turn.now()),
                turn.now());
    }

    Target target(Turn turn, Action action, Sighting sighting) {
        var resource = sighting.resource();
        return new Target(
                action,
                sighting,
                turn.snapshot().history(resource.lineage()).orElseGet(() -> History.of(resource)),
                isItself(turn, sighting),
                mountsVisible(turn, resource),
                turn.snapshot().engineTime(resource.host(), turn.now()));
    }

    private boolean isItself(Turn turn, Sighting sighting) {
        return switch (sighting.detail()) {
            case Guest guest -> guest.own() || holdsItself(turn, sighting.resource());
            case Node node -> node.own();
            default -> rooms.isItself(sighting.resource());
        };
    }

    /** The agent lives in a container, and that in an engine which is in this guest. */
    private boolean holdsItself(Turn turn, Resource guest) {
        if (rooms.self().isEmpty()) return false;
        return turn.snapshot().sightings().values().stream()
                .map(Sighting::resource)
                .filter(one -> one.kind() == Kind.CONTAINER && rooms.isItself(one))
                .flatMap(one -> turn.snapshot().sighting(one.host()).stream())
                .anyMatch(engine -> turn.snapshot().under(engine.resource()).contains(guest.id()));
    }

    private static boolean mountsVisible(Turn turn, Resource resource) {
        return turn.snapshot()
                .sighting(resource.host())
                .filter(host -> host.detail() instanceof Detail.Engine engine && engine.mountsVisible())
                .isPresent();
    }

    /** Whose word exactly this remedy is; empty: the agent's own. A yes that is an hour old is none any more. */
    static Optional<Person> orderedBy(Incident incident, Remedy remedy, Instant now) {
        var granted = incident.approval()
                .filter(Approval.Granted.class::isInstance)
                .map(Approval.Granted.class::cast)
                .filter(answer -> answer.hash().equals(remedy.hash())
                        && answer.at().plus(Deciding.ANSWER_WITHIN).isAfter(now))
                .map(Approval.Granted::by);
        return granted.or(
                () -> incident.order().filter(order -> !order.isAskedBack()).map(Order::by));
    }

    /** The same as it would be, were the order that was asked back confirmed. */
    Case confirmed(Turn turn, Incident incident, Remedy remedy) {
        var one = of(turn, incident, remedy);
        var by = one.orderedBy().or(() -> incident.order().map(Order::by));
        return new Case(one.finding(), one.remedy(), one.targets(), one.ceiling(), one.paused(), by, one.now());
    }
}
