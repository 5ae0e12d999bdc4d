package homelab.integration.docker;

import homelab.model.Text;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an engine told, as it told it.
 *
 * @param type {@code container}, {@code network}, {@code image} …
 * @param id of what it is about
 * @param action the bare word: {@code die}, {@code health_status}, {@code exec_create} …
 * @param more what followed the word after a colon, cut
 * @param timeNano the engine's clock
 * @param heardAt the agent's clock
 */
record EngineEvent(
        String type,
        String id,
        String action,
        String more,
        Optional<Integer> exitCode,
        Optional<Integer> signal,
        long timeNano,
        Instant heardAt) {

    static EngineEvent read(JsonNode json, Instant heardAt) {
        var actor = json.path("Actor");
        var attributes = actor.path("Attributes");
        // An exec's action holds its whole command, secrets and all: only the word before the colon is kept.
        var words = json.path("Action").asString("");
        var colon = words.indexOf(':');
        var seconds = json.path("time").asLong(0);
        return new EngineEvent(
                word(json.path("Type").asString("")),
                actor.path("ID").asString(json.path("id").asString("")),
                word(colon < 0 ? words : words.substring(0, colon)),
                words.startsWith("health_status") && colon > 0
                        ? word(words.substring(colon + 1).strip())
                        : "",
                number(attributes.path("exitCode")).or(() -> number(attributes.path("containerExitCode"))),
                number(attributes.path("signal")),
                json.path("timeNano").asLong(seconds * 1_000_000_000L),
                heardAt);
    }

    /** Tells this event from all others of this engine. */
    String key() {
        return timeNano + "/" + type + "/" + action + "/" + (id.length() > 12 ? id.substring(0, 12) : id);
    }

    boolean isOfAContainer() {
        return type.equals("container") && Names.isId(id);
    }

    private static String word(String outside) {
        return Text.harmless(outside, 40).replaceAll("[\\s/]", "_");
    }

    private static Optional<Integer> number(JsonNode attribute) {
        var digits = attribute.asString("");
        return digits.matches("-?[0-9]{1,9}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }
}
