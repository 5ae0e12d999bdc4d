package homelab.integration.docker;

import homelab.integration.Check;
import homelab.integration.docker.Tried.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the agent may and may not do at an engine, judged from what was tried.
 *
 * @param tried every probe once
 * @param rootless the engine itself lacks the rights of root
 * @param podman it is Podman, which has other words for what it does not know
 */
record Rights(List<Tried> tried, boolean rootless, boolean podman) {
    private static final Set<Probe> LOOKING = Set.of(Probe.INSPECT, Probe.LOGS, Probe.EVENTS);
    private static final Set<Probe> HEALING = Set.of(Probe.START, Probe.RESTART, Probe.UNPAUSE);
    private static final Set<Probe> EXCESS = Set.of(Probe.CREATE, Probe.EXEC, Probe.REMOVE, Probe.PULL, Probe.VOLUME);

    List<Check> checks(boolean healing) {
        var checks = new ArrayList<Check>();
        checks.addAll(looking());
        checks.addAll(healing(healing));
        checks.addAll(excess());
        for (var each : tried)
            if (each.verdict() == Verdict.UNCLEAR && each.probe() != Probe.NOTHING)
                checks.add(Check.unknown(
                        "right to " + each.probe().word(),
                        each.probe().rule() + " was neither let through nor refused: " + each.said(),
                        "look at the log of the engine and of the proxy before it"));
        return checks;
    }

    private List<Check> looking() {
        var checks = new ArrayList<Check>();
        for (var each : refused(LOOKING)) {
            var seen = each.probe().rule() + " is refused (" + each.said() + ")";
            var cure = "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does";
            checks.add(
                    each.probe() == Probe.LOGS
                            ? Check.advice("right to look", seen + ", so a cause in a log is not found", cure)
                            : Check.problem("right to look", seen, cure));
        }
        if (are(Verdict.LET_THROUGH, LOOKING))
            checks.add(Check.ok("right to look", "list, inspect, logs and events are allowed"));
        return checks;
    }

    private List<Check> healing(boolean healing) {
        var checks = new ArrayList<Check>();
        for (var each : refused(HEALING)) {
            var seen = each.probe().rule() + " is refused (" + each.said() + ")";
            var cure = "have the socket proxy let it through, as packaging/compose.heal.yaml does";
            checks.add(
                    healing
                            ? Check.problem("right to heal", seen + ", though the agent is to heal", cure)
                            : Check.advice(
                                    "right to heal",
                                    seen + ", which is enough while it only observes",
                                    "to let it heal, " + cure));
        }
        if (are(Verdict.LET_THROUGH, HEALING))
            checks.add(Check.ok("right to heal", "start, restart and unpause are allowed"));
        return checks;
    }

    private List<Check> excess() {
        if (are(Verdict.REFUSED, EXCESS))
            return List.of(Check.ok("excess rights", "create, exec, remove, pull and volumes are refused"));
        if (are(Verdict.LET_THROUGH, EXCESS) && isDirect()) return List.of(direct());
        return tried.stream()
                .filter(each -> EXCESS.contains(each.probe()) && each.verdict() == Verdict.LET_THROUGH)
                .map(each -> excess(each.probe()))
                .toList();
    }

    private boolean isDirect() {
        return tried.stream().noneMatch(each -> each.verdict() == Verdict.REFUSED)
                && (podman || are(Verdict.LET_THROUGH, Set.of(Probe.NOTHING)));
    }

    /** This is the engine's own socket, or as good as that. */
    private Check direct() {
        var seen = "nothing is refused, as at the engine's own socket: whoever may use it, the agent too, is ";
        if (rootless)
            return Check.ok("excess rights", seen + "as mighty as the user that this rootless engine runs as");
        return Check.advice(
                "excess rights",
                seen + "root on the engine's host",
                "put a socket proxy between, as packaging/compose.yaml does, and name its socket in DOCKER_HOST");
    }

    private Check excess(Probe probe) {
        var seen = probe.rule() + " is let through: ";
        var cure = "have the socket proxy refuse it; of POST it needs only /containers/<id>/(start|restart|unpause),"
                + " see packaging/socket-proxy/haproxy.cfg";
        return switch (probe) {
            case CREATE ->
                Check.problem(
                        "excess rights",
                        seen + "whoever can create a container is "
                                + (rootless ? "as mighty as the engine's user" : "root on the engine's host"),
                        cure);
            case EXEC -> Check.problem("excess rights", seen + "any command can be run in any container", cure);
            case REMOVE -> Check.problem("excess rights", seen + "containers can be removed", cure);
            case PULL -> Check.advice("excess rights", seen + "images can be pulled until the disk is full", cure);
            case VOLUME -> Check.advice("excess rights", seen + "volumes can be made", cure);
            case INSPECT, LOGS, EVENTS, START, RESTART, UNPAUSE, NOTHING ->
                throw new IllegalArgumentException(probe + " is no excess");
        };
    }

    private List<Tried> refused(Set<Probe> probes) {
        return tried.stream()
                .filter(each -> probes.contains(each.probe()) && each.verdict() == Verdict.REFUSED)
                .toList();
    }

    private boolean are(Verdict verdict, Set<Probe> probes) {
        return tried.stream().filter(each -> probes.contains(each.probe())).allMatch(each -> each.verdict() == verdict);
    }
}
