package homelab.loop;

import homelab.loop.act.Catalogue;
import homelab.loop.decide.Cautions;
import homelab.loop.detect.Verdict;
import homelab.model.Action;
import homelab.model.Backups;
import homelab.model.Guest;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Order;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Trouble;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes plans out of catalogued actions, on ids frozen now. */
final class Remedies {
    private static final Comparator<Sighting> BY_NAME = Comparator.comparingInt(Remedies::startupOrder)
            .thenComparing(one -> one.resource().name())
            .thenComparing(one -> one.resource().id());

    private final Rooms rooms;
    private final Cases cases;

    Remedies(Rooms rooms) {
        this.rooms = rooms;
        this.cases = new Cases(rooms);
    }

    /**
     * For one resource: the best action of the diagnosis, or what was ordered. All who lost one network are restarted
     * with the first of them. Empty when nothing can help.
     */
    Optional<Remedy> forOne(Turn turn, Incident incident) {
        if (Cleaning.isAbout(incident) && incident.order().isEmpty())
            return Cleaning.approved(incident, turn.now())
                    .or(() -> Optional.of(Cleaning.plan(turn, incident, rooms.policy()::isOpen))
                            .filter(plan -> !plan.isEmpty())
                            .map(plan -> remedy(turn, plan)));
        var action = incident.order()
                .map(Order::action)
                .or(() -> incident.diagnosis()
                        .flatMap(found -> found.actions().stream().findFirst()));
        var target = turn.sighting(incident);
        if (action.isEmpty() || target.isEmpty()) return Optional.empty();
        var step = step(turn, action.get(), target.get());
        var told = incident.order().flatMap(Order::consequence);
        if (told.isPresent()) return Optional.of(warning(remedy(turn, List.of(step)), told.get()));
        var plan = new ArrayList<>(List.of(step));
        if (incident.order().isEmpty() && action.get() == Action.CONTAINER_RESTART)
            turn.joined(incident.id()).stream()
                    .flatMap(one -> turn.sighting(one).stream())
                    .filter(one -> isCutOff(turn, one) && mayGoAlong(turn, incident, one))
                    .sorted(BY_NAME)
                    .map(Sighting::resource)
                    .forEach(one -> plan.add(new Step(
                            plan.size(), Action.CONTAINER_RESTART, one.id(), one.lineage(), one.name(), Set.of())));
        return Optional.of(remedy(turn, plan));
    }

    /** A danger comes before all else that is told. */
    private static Remedy warning(Remedy plain, String consequence) {
        var all = plain.warning().isEmpty() ? consequence : plain.warning() + ". " + consequence;
        return new Remedy(plain.plan(), plain.risk(), all);
    }

    /** Where a backup goes to is a part of what is asked, so it is frozen with it. */
    private static Step step(Turn turn, Action action, Sighting target) {
        var resource = target.resource();
        if (!(target.detail() instanceof Backups backups))
            return new Step(0, action, resource.id(), resource.lineage(), resource.name(), Set.of());
        var guest = turn.snapshot()
                .sighting(resource.runsOn())
                .map(one -> one.resource().name())
                .orElse(resource.name());
        var to = new Resource.Id(resource.id() + " to " + backups.storage().orElse("nowhere"));
        return new Step(0, action, to, resource.lineage(), guest, Set.of(), Optional.of(resource.id()));
    }

    /**
     * For a group: starts and restarts in order of dependency. A plan that was made stays as it is, also where a target
     * has gone meanwhile; only what fell since then makes it another.
     */
    Optional<Remedy> forGroup(Turn turn, Incident group) {
        var frozen = new LinkedHashMap<Resource.Id, Step>();
        group.remedy().ifPresent(before -> before.plan().forEach(step -> frozen.put(step.target(), step)));
        var targets = new TreeMap<Resource.Id, Sighting>();
        turn.joined(group.id()).stream()
                .filter(one -> turn.judge(one.resource().id()) instanceof Verdict.Bad)
                .flatMap(one -> turn.sighting(one).stream())
                .forEach(one -> targets.put(one.resource().id(), one));
        if (!frozen.isEmpty() && frozen.keySet().containsAll(targets.keySet()))
            return Optional.of(remedy(turn, List.copyOf(frozen.values())));
        frozen.keySet().forEach(id -> turn.snapshot().sighting(id).ifPresent(one -> targets.put(id, one)));
        if (targets.isEmpty()) return Optional.empty();
        return Optional.of(remedy(turn, steps(inOrder(List.copyOf(targets.values())), frozen)));
    }

    private static List<Step> steps(List<Sighting> inOrder, Map<Resource.Id, Step> frozen) {
        var steps = new ArrayList<Step>();
        var earlier = new ArrayList<Sighting>();
        for (var target : inOrder) {
            var resource = target.resource();
            var known = Optional.ofNullable(frozen.get(resource.id()));
            var after = new HashSet<Integer>();
            for (var i = 0; i < earlier.size(); i++) if (comesAfter(target, earlier.get(i))) after.add(i);
            earlier.add(target);
            var action = known.map(Step::action).orElseGet(() -> actionFor(target));
            steps.add(new Step(steps.size(), action, resource.id(), resource.lineage(), resource.name(), after));
        }
        return steps;
    }

    private static boolean comesAfter(Sighting target, Sighting other) {
        return target.resource().needs(other.resource()) || startupOrder(other) < startupOrder(target);
    }

    /** What has none is started last, as Proxmox does it. */
    private static int startupOrder(Sighting one) {
        return one.detail() instanceof Guest guest ? guest.order().orElse(Integer.MAX_VALUE) : 0;
    }

    private static boolean isCutOff(Turn turn, Sighting target) {
        return turn.judge(target.resource().id()) instanceof Verdict.Bad bad
                && bad.finding().trouble() == Trouble.NETWORK_LOST;
    }

    /** What must be asked about or left for itself holds up nobody, and is seen to by itself afterwards. */
    private boolean mayGoAlong(Turn turn, Incident lead, Sighting one) {
        var risk = Catalogue.risk(Action.CONTAINER_RESTART, one, runningDependants(turn, one));
        return risk == Risk.LOW
                && !rooms.policy()
                        .needsItsOwnWord(lead.finding(), cases.target(turn, Action.CONTAINER_RESTART, one), turn.now());
    }

    private Remedy remedy(Turn turn, List<Step> plan) {
        var risks = new ArrayList<Risk>();
        var warnings = new ArrayList<String>();
        var takenDown = 0;
        for (var step : plan) {
            var seen = turn.snapshot().sighting(step.subject());
            if (seen.isEmpty()) continue;
            var dependants = runningDependants(turn, seen.get());
            risks.add(Catalogue.risk(step.action(), seen.get(), dependants));
            // What runs without its network serves nobody, so a restart takes away nothing of it.
            takenDown += isCutOff(turn, seen.get())
                    ? dependants
                    : Catalogue.takesDown(step.action(), seen.get(), dependants);
            Cautions.loss(step.action()).ifPresent(warnings::add);
            warnings.addAll(Cautions.dangers(cases.target(turn, step.action(), seen.get())));
        }
        var all = String.join("; ", new LinkedHashSet<>(warnings));
        return new Remedy(plan, Catalogue.riskOfAll(risks, takenDown), all);
    }

    /** What brings back one that fell with others. */
    static Action actionFor(Sighting target) {
        if (target.resource().kind().isAGuest()) return Action.GUEST_START;
        return target.state() == State.UNHEALTHY ? Action.CONTAINER_RESTART : Action.CONTAINER_START;
    }

    /** What is needed comes first; else by name, so that the same set gives the same plan. A circle is cut by name. */
    private static List<Sighting> inOrder(List<Sighting> targets) {
        var waiting = new ArrayList<>(targets);
        waiting.sort(BY_NAME);
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

    private static int runningDependants(Turn turn, Sighting target) {
        var id = target.resource().id();
        var dependants = target.resource().kind().isAGuest()
                ? turn.snapshot().sightings().values().stream()
                        .filter(one -> one.resource().kind() == Kind.CONTAINER)
                        .filter(one -> isIn(turn, one, id))
                : turn.snapshot()
                        .on(target.resource().host())
                        .filter(one -> one.resource().needs(target.resource()));
        return Math.toIntExact(dependants.filter(one -> one.state().runs()).count());
    }

    private static boolean isIn(Turn turn, Sighting container, Resource.Id guest) {
        return turn.snapshot()
                .sighting(container.resource().host())
                .filter(engine -> turn.snapshot().under(engine.resource()).contains(guest))
                .isPresent();
    }
}
