package homelab.loop;

import homelab.loop.act.Catalogue;
import homelab.loop.detect.Verdict;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Order;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes plans out of catalogued actions, on ids frozen now. */
final class Remedies {
    private final Rooms rooms;

    Remedies(Rooms rooms) {
        this.rooms = rooms;
    }

    /** For one resource: the best action of the diagnosis, or what was ordered. Empty when nothing can help. */
    Optional<Remedy> forOne(Turn turn, Incident incident) {
        var action = incident.order()
                .map(Order::action)
                .or(() -> incident.diagnosis()
                        .flatMap(found -> found.actions().stream().findFirst()));
        var target = turn.sighting(incident);
        if (action.isEmpty() || target.isEmpty()) return Optional.empty();
        var resource = target.get().resource();
        var step = new Step(0, action.get(), resource.id(), resource.lineage(), resource.name(), Set.of());
        return Optional.of(
                new Remedy(List.of(step), risk(turn, action.get(), target.get()), warning(List.of(resource))));
    }

    /** For a group: starts and restarts in order of dependency. What was in the plan before stays in it. */
    Optional<Remedy> forGroup(Turn turn, Incident group) {
        var targets = new TreeMap<Resource.Id, Sighting>();
        turn.joined(group.id()).stream()
                .filter(one -> turn.judge(one.resource().id()) instanceof Verdict.Bad)
                .flatMap(one -> turn.sighting(one).stream())
                .forEach(one -> targets.put(one.resource().id(), one));
        var frozen = new HashMap<Resource.Id, Action>();
        group.remedy()
                .ifPresent(before -> before.plan().forEach(step -> {
                    frozen.put(step.target(), step.action());
                    turn.snapshot().sighting(step.target()).ifPresent(one -> targets.put(step.target(), one));
                }));
        if (targets.isEmpty()) return Optional.empty();
        var steps = new ArrayList<Step>();
        var earlierTargets = new ArrayList<Resource>();
        var risk = Risk.LOW;
        for (var target : inOrder(targets.values().stream().toList())) {
            var resource = target.resource();
            var action = frozen.getOrDefault(resource.id(), actionFor(target));
            var after = new HashSet<Integer>();
            for (var earlier : earlierTargets) if (resource.needs(earlier)) after.add(earlierTargets.indexOf(earlier));
            earlierTargets.add(resource);
            steps.add(new Step(steps.size(), action, resource.id(), resource.lineage(), resource.name(), after));
            risk = risk.orHigher(risk(turn, action, target));
        }
        var resources = targets.values().stream().map(Sighting::resource).toList();
        return Optional.of(new Remedy(steps, risk, warning(resources)));
    }

    private static Action actionFor(Sighting target) {
        return target.state() == State.UNHEALTHY ? Action.CONTAINER_RESTART : Action.CONTAINER_START;
    }

    /** What is needed comes first; else by name, so that the same set gives the same plan. A circle is cut by name. */
    private static List<Sighting> inOrder(List<Sighting> targets) {
        var waiting = new ArrayList<>(targets);
        waiting.sort(Comparator.comparing((Sighting one) -> one.resource().name())
                .thenComparing(one -> one.resource().id()));
        var ordered = new ArrayList<Sighting>();
        while (!waiting.isEmpty()) {
            var next = waiting.stream()
                    .filter(one ->
                            waiting.stream().noneMatch(other -> one.resource().needs(other.resource())))
                    .findFirst()
                    .orElse(waiting.getFirst());
            waiting.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static Risk risk(Turn turn, Action action, Sighting target) {
        var dependants = turn.snapshot()
                .on(target.resource().host())
                .filter(one -> one.state().runs() && one.resource().needs(target.resource()))
                .count();
        return Catalogue.risk(action, target, Math.toIntExact(dependants));
    }

    private String warning(List<Resource> resources) {
        return resources.stream().anyMatch(rooms::isItself) ? "This stops the agent itself." : "";
    }
}
