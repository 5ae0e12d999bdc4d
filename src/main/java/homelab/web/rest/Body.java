package homelab.web.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The small JSON object that a person's word may come with. What is not understood is refused: an approval with a
 * misspelt key must not count as one without a key.
 */
public record Body(Optional<JsonNode> json) {
    /** Bytes. */
    static final int LIMIT = 64 * 1024;

    public static Body of(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LIMIT) throw tooLarge();
        var bytes = request.getInputStream().readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) throw tooLarge();
        if (new String(bytes, StandardCharsets.UTF_8).isBlank()) return new Body(Optional.empty());
        if (!isJson(request.getContentType()))
            throw new Refusal(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, Problem.of(415, "", "").error());
        try {
            var json = Json.MAPPER.readTree(bytes);
            if (!json.isObject()) throw Refusal.badRequest("the body must be a JSON object, such as {}");
            return new Body(Optional.of(json));
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw Refusal.badRequest("the body is not JSON: mistake at line " + at.getLineNr() + ", column "
                    + at.getColumnNr() + "; send an object such as {}");
        }
    }

    /** The text under this key, when it is there; nothing else may be. */
    Optional<String> only(String key) {
        if (json.isEmpty()) return Optional.empty();
        for (var name : json.get().propertyNames())
            if (!name.equals(key)) throw Refusal.badRequest("the body may have \"" + key + "\" and nothing else");
        var value = json.get().get(key);
        if (value == null) return Optional.empty();
        if (!value.isString()) throw Refusal.badRequest("\"" + key + "\" must be a text");
        return Optional.of(value.stringValue());
    }

    /** Refuses a body that says anything. */
    public void nothing() {
        if (json.isPresent() && !json.get().isEmpty()) throw Refusal.badRequest("this takes no body");
    }

    private static Refusal tooLarge() {
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, Problem.of(413, "", "").error());
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) return false;
        try {
            return MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
