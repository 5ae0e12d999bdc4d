package homelab.integration.docker;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A container as the list shows it: enough to tell whether it changed since it was inspected.
 *
 * @param names with Docker's slash; more than one where another container links to it
 * @param face state, status text and time of creation; another face means a change
 */
record Listed(String id, List<String> names, String face, boolean looksBad, Map<String, String> labels) {
    static Listed read(JsonNode entry) {
        var state = entry.path("State").asString("");
        var status = entry.path("Status").asString("");
        return new Listed(
                entry.path("Id").asString(""),
                entry.path("Names").values().stream()
                        .map(name -> name.asString(""))
                        .toList(),
                state + "|" + status + "|" + entry.path("Created").asLong(0),
                state.equals("restarting") || state.equals("dead") || status.contains("(unhealthy)"),
                Labels.known(entry.path("Labels")));
    }
}
