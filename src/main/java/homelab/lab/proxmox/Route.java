package homelab.lab.proxmox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call of the API: how it is called, who may, and what is answered. */
record Route(String method, List<String> pattern, Schema schema, Rule rule, Handler handler) {

    /** Answers a call; runs while nothing else happens in the cluster. */
    interface Handler {
        /** @return what is shown as {@code data} */
        Object answer(Ask ask) throws Refused;
    }

    Route(String method, String path, Schema schema, Rule rule, Handler handler) {
        this(method, List.of(path.split("/", -1)), schema, rule, handler);
    }

    /** What the path says; empty if it is not this call's. */
    Optional<Map<String, String>> match(String verb, List<String> path) {
        if (!method.equals(verb) || path.size() != pattern.size()) return Optional.empty();
        var said = new HashMap<String, String>();
        for (var i = 0; i < path.size(); i++) {
            var part = pattern.get(i);
            if (part.startsWith("{")) said.put(part.substring(1, part.length() - 1), path.get(i));
            else if (!part.equals(path.get(i))) return Optional.empty();
        }
        return Optional.of(said);
    }
}
