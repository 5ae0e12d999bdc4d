package homelab.loop;

import homelab.model.Finding;
import homelab.model.Incident;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Stage;
import homelab.model.Trouble;
import java.util.List;
import java.util.Optional;

/** Incidents with one cause under one: what fell at once, and what fell with its engine. */
final class Groups {
    private final EngineReturn engineReturn;

    Groups(Rooms rooms) {
        this.engineReturn = new EngineReturn(rooms);
    }

    void form(Turn turn) {
        turn.open().stream().map(one -> one.resource().fallsWith()).distinct().forEach(host -> {
            engineReturn.form(turn, host);
            Storm.form(turn, host);
        });
    }

    static boolean isGroup(Incident incident) {
        return incident.resource().kind().carriesOthers()
                && (incident.finding().trouble() == Trouble.STORM
                        || incident.finding().trouble() == Trouble.FELL_WITH_ENGINE);
    }

    /** The group that still takes in what belongs to it. What falls after one was decided is another matter. */
    static Optional<Incident> taking(Turn turn, Resource.Id host, Trouble trouble) {
        return turn.open().stream()
                .filter(one -> isGroup(one) && one.finding().trouble() == trouble)
                .filter(one -> one.resource().id().equals(host) && takes(one.stage()))
                .findFirst();
    }

    private static boolean takes(Stage stage) {
        return switch (stage) {
            case Stage.Opened ignored -> true;
            case Stage.Gathering ignored -> true;
            case Stage.Consulting ignored -> true;
            case Stage.Deciding ignored -> true;
            case Stage.Waiting ignored -> true;
            case Stage.AwaitingApproval ignored -> true;
            case Stage.Acting ignored -> true;
            case Stage.Settling ignored -> false;
            case Stage.HandsOff ignored -> false;
            case Stage.Escalated ignored -> false;
            case Stage.Joined ignored -> false;
            case Stage.Resolved ignored -> false;
        };
    }

    /** True while the group sees to this member: it is to be decided about, or is in the plan. */
    static boolean seesTo(Incident group, Incident member) {
        return takes(group.stage()) || group.stage() instanceof Stage.Settling || plans(group, member);
    }

    /** True while the group's plan is carried out or watched and this member is in it. */
    static boolean isAtWorkOn(Incident group, Incident member) {
        return (group.stage() instanceof Stage.Acting || group.stage() instanceof Stage.Settling)
                && plans(group, member);
    }

    static boolean plans(Incident group, Incident member) {
        return group.remedy()
                .filter(remedy -> remedy.plan().stream()
                        .anyMatch(step -> step.target().equals(member.resource().id())))
                .isPresent();
    }

    /** {@code 3 guests}, {@code 1 container}. */
    static String count(List<Incident> members) {
        var guests = members.stream().allMatch(one -> one.resource().kind().isAGuest());
        return members.size() + (guests ? " guest" : " container") + (members.size() == 1 ? "" : "s");
    }

    static Incident open(Turn turn, Resource.Id host, Trouble trouble, String verb, String says) {
        var resource = turn.snapshot().sighting(host).orElseThrow().resource();
        var finding = new Finding(resource, trouble, Severity.CRITICAL, says, turn.now());
        return turn.openIncident("Much of " + resource.name() + " " + verb, finding);
    }

    static void join(Turn turn, Incident one, Incident group) {
        turn.save(one.at(new Stage.Joined(group.id())).saying(turn.now(), "It belongs to " + group.id() + "."));
    }
}
