package homelab.lab;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that the simulated engine tells those who listen.
 *
 * @param at unique among its events
 */
record EngineEvent(String action, String id, String image, Map<String, String> attributes, Instant at) {

    Map<String, Object> json() {
        var actor = new LinkedHashMap<String, Object>();
        actor.put("ID", id);
        actor.put("Attributes", attributes);
        var json = new LinkedHashMap<String, Object>();
        json.put("status", action);
        json.put("id", id);
        json.put("from", image);
        json.put("Type", "container");
        json.put("Action", action);
        json.put("Actor", actor);
        json.put("scope", "local");
        json.put("time", at.getEpochSecond());
        json.put("timeNano", at.getEpochSecond() * 1_000_000_000L + at.getNano());
        return json;
    }
}
