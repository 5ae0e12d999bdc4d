package homelab.lab.proxmox;

import homelab.lab.proxmox.Route.Handler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All calls that the simulated cluster knows. */
final class Routes {
    private static final Map<String, String> IN_PATHS = Map.of(
            "node", "node! node",
            "vmid", "vmid! vmid",
            "upid", "upid! upid",
            "storage", "storage! storage",
            "service", "service! " + String.join("|", Daemons.ALL.keySet()),
            "name", "name! text");

    private final List<Route> all = new ArrayList<>();

    Routes() {
        ClusterCalls.addTo(this);
        NodeCalls.addTo(this);
        GuestCalls.addTo(this);
        StorageCalls.addTo(this);
        TaskCalls.addTo(this);
    }

    /** A call that was found, with its parameters, those in the path among them. */
    record Match(Route route, Map<String, String> parameters) {}

    void get(String path, Rule rule, Handler handler, String... schema) {
        add("GET", path, rule, handler, schema);
    }

    void post(String path, Rule rule, Handler handler, String... schema) {
        add("POST", path, rule, handler, schema);
    }

    private void add(String method, String path, Rule rule, Handler handler, String... schema) {
        var words = new ArrayList<>(Arrays.asList(schema));
        IN_PATHS.forEach((name, word) -> {
            if (path.contains("{" + name + "}")) words.add(word);
        });
        all.add(new Route(method, path, new Schema(words.toArray(String[]::new)), rule, handler));
    }

    Optional<Match> find(String method, String path, Map<String, String> said) throws Refused {
        var parts = List.of(path.split("/", -1));
        for (var route : all) {
            var inPath = route.match(method, parts);
            if (inPath.isEmpty()) continue;
            for (var name : inPath.get().keySet())
                if (said.containsKey(name))
                    throw Refused.parameters(Map.of(name, "duplicate parameter (already defined in URI)"));
            var parameters = new HashMap<>(said);
            parameters.putAll(inPath.get());
            return Optional.of(new Match(route, parameters));
        }
        return Optional.empty();
    }
}
