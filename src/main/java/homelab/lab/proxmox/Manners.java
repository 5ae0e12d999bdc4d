package homelab.lab.proxmox;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a good client does not send: judged by what the client could know at that time. */
final class Manners {
    private static final Pattern POWER =
            Pattern.compile("/nodes/[^/]+/(?:qemu|lxc)/([0-9]+)/status/(start|stop|shutdown|reboot|reset)");
    private static final Pattern SERVICE = Pattern.compile("/nodes/([^/]+)/services/([^/]+)/[a-z]+");
    private static final Pattern DUMP = Pattern.compile("/nodes/[^/]+/vzdump");

    private final Cluster cluster;
    private final Journal journal;
    /** The nodes that clients were told are offline. */
    private final Set<String> toldOffline = new HashSet<>();

    Manners(Cluster cluster, Journal journal) {
        this.cluster = cluster;
        this.journal = journal;
    }

    /** A call whose form and rights are right, before it is done. */
    void judge(Request request, Map<String, String> parameters) {
        if (!request.method().equals("POST")) return;
        var power = POWER.matcher(request.path());
        if (power.matches()) guest(power).ifPresent(guest -> act(request, guest, power.group(2), parameters));
        var service = SERVICE.matcher(request.path());
        if (service.matches() && isServed(service.group(1), service.group(2)))
            broken(request, "the service is being acted on");
        if (DUMP.matcher(request.path()).matches())
            for (var vmid : parameters.getOrDefault("vmid", "").split("[,; ]", -1))
                find(vmid).ifPresent(guest -> {
                    if (guest.lock.isPresent())
                        broken(request, guest.called() + " is locked (" + guest.lock.get() + ")");
                    else if (guest.isBusy()) broken(request, guest.called() + " is being acted on");
                });
    }

    private void act(Request request, Guest guest, String verb, Map<String, String> parameters) {
        if (guest.isTemplate()) broken(request, guest.called() + " is a template");
        else if (guest.lock.isPresent()) broken(request, guest.called() + " is locked (" + guest.lock.get() + ")");
        else if (guest.isBusy() && !parameters.containsKey("overrule-shutdown"))
            broken(request, guest.called() + " is being acted on");
        else if (asksHa(guest)) broken(request, guest.called() + " was asked of HA already");
        guest.ha.ifPresent(state -> {
            if (state.state.equals("error")) broken(request, guest.called() + " is in error with HA");
            else if (verb.equals("start") && !guest.running && state.requested.equals("started"))
                broken(request, guest.called() + " is HA's own to bring up");
        });
    }

    private boolean asksHa(Guest guest) {
        return cluster.tasks
                .newest()
                .anyMatch(task -> task.isRunning()
                        && task.type.startsWith("ha")
                        && task.id.equals(Integer.toString(guest.vmid())));
    }

    private boolean isServed(String node, String service) {
        return cluster.tasks
                .of(node)
                .anyMatch(task -> task.isRunning() && task.type.startsWith("srv") && task.id.equals(service));
    }

    private Optional<Guest> guest(Matcher matcher) {
        return find(matcher.group(1));
    }

    private Optional<Guest> find(String vmid) {
        return vmid.matches("[1-9][0-9]{2,8}") ? cluster.guest(Integer.parseInt(vmid)) : Optional.empty();
    }

    /** A call went to the path of a node that is not there. */
    void unreachable(Request request, Node node) {
        if (toldOffline.contains(node.name())) broken(request, node.name() + " is known to be offline");
    }

    /** What was asked for was shown, and with it who is offline. */
    void shown(Request request) {
        if (!List.of("/cluster/resources", "/cluster/status", "/nodes").contains(request.path())) return;
        if (!List.of("", "node").contains(request.parameters().getOrDefault("type", ""))) return;
        toldOffline.clear();
        cluster.nodes.values().stream()
                .filter(node -> !cluster.isOnline(node))
                .forEach(node -> toldOffline.add(node.name()));
    }

    /** It was refused for its form. */
    void malformed(Request request, Refused why) {
        if (why.status() == 400) broken(request, "bad parameters " + why.errors());
        if (why.status() == 501) broken(request, why.reason());
    }

    private void broken(Request request, String why) {
        journal.violation(request.method() + " " + request.path() + ": " + why);
    }
}
