package homelab.integration.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.model.Secret;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing to ask of an outside system. Prints as its method and path alone.
 *
 * @param path with its query, encoded
 * @param headers beside those that HTTP itself needs
 */
public record Request(String method, String path, Map<String, Secret> headers, Optional<Body> body) {
    public Request {
        headers = Map.copyOf(headers);
    }

    /** What goes with it. */
    public record Body(String type, String text) {}

    /** A name and its value, not yet encoded. A name may come several times. */
    public record Field(String name, String value) {}

    public static Request of(String method, String path) {
        return new Request(method, path, Map.of(), Optional.empty());
    }

    public static Request get(String path) {
        return of("GET", path);
    }

    /** As a browser sends a form. */
    public static Request form(String method, String path, List<Field> fields) {
        return new Request(
                method, path, Map.of(), Optional.of(new Body("application/x-www-form-urlencoded", encoded(fields))));
    }

    public static Request text(String method, String path, String text) {
        return new Request(method, path, Map.of(), Optional.of(new Body("text/plain; charset=UTF-8", text)));
    }

    /** For a query or a form. */
    public static String encoded(List<Field> fields) {
        return fields.stream()
                .map(field -> URLEncoder.encode(field.name(), UTF_8) + "=" + URLEncoder.encode(field.value(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Sent as {@code Authorization}. */
    public Request authorized(Secret words) {
        return new Request(method, path, Map.of("Authorization", words), body);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
