package homelab.web.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** This door described for programs, as OpenAPI 3.1. A test holds it against what the door really answers. */
@RestController
public final class Description {
    private final String version;

    public Description(String version) {
        this.version = version;
    }

    @GetMapping("/api/openapi.json")
    JsonNode openapi() {
        try (var file = Description.class.getResourceAsStream("/api/openapi.yaml")) {
            var description = new YAMLMapper().readTree(Objects.requireNonNull(file, "/api/openapi.yaml"));
            if (description.get("info") instanceof ObjectNode info) info.put("version", version);
            return description;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
