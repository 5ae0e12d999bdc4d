package homelab.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import homelab.web.OpenDoor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a door says of itself. */
final class Described {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi31());
    private final JsonNode description;

    Described(String description) {
        this.description = strict(JSON.readTree(description));
    }

    String version() {
        return description.at("/info/version").stringValue();
    }

    /** Such as {@code GET /api/status}. */
    Set<String> addresses() {
        var found = new TreeSet<String>();
        description
                .get("paths")
                .forEachEntry((path, methods) -> methods.propertyNames()
                        .forEach(method -> found.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return found;
    }

    /** The words that something may be. */
    Set<String> words(String schema) {
        return description
                .at("/components/schemas/" + schema)
                .path("enum")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with an answer. Keys that are not described are wrong too. */
    List<String> wrongWith(String address, HttpResponse<String> answer) {
        var parts = address.split(" ", 2);
        var responses = description
                .get("paths")
                .path(parts[1])
                .path(parts[0].toLowerCase(Locale.ROOT))
                .path("responses");
        var status = String.valueOf(answer.statusCode());
        var response = resolved(responses.path(responses.has(status) ? status : "default"));
        var type = response.path("content").propertyNames().iterator().next();
        assertThat(OpenDoor.type(answer)).as(address).startsWith(type);
        for (var header : response.path("headers").propertyNames())
            assertThat(answer.headers().firstValue(header)).as(header).isPresent();
        var body = type.equals("application/json") ? answer.body() : JSON.writeValueAsString(answer.body());
        return wrongWith(response.path("content").path(type).path("schema"), body);
    }

    private List<String> wrongWith(JsonNode schema, String body) {
        var whole = ((ObjectNode) schema.deepCopy()).set("components", description.get("components"));
        var checked = schemas.getSchema(whole)
                .validate(body, InputFormat.JSON, run -> run.executionConfig(how -> how.formatAssertionsEnabled(true)));
        return checked.stream().map(Error::toString).toList();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    /** A client must take keys that it does not know; this test must not. */
    private static JsonNode strict(JsonNode node) {
        for (var child : node) strict(child);
        if (node instanceof ObjectNode schema && schema.has("properties") && !schema.has("additionalProperties"))
            schema.set("additionalProperties", JsonNodeFactory.instance.booleanNode(false));
        return node;
    }
}
