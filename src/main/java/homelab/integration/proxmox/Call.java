package homelab.integration.proxmox;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.integration.http.Request;
import homelab.integration.http.Request.Field;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One call of the API, as its schema knows it.
 *
 * @param node who has to do with it; empty: the node that is asked itself
 * @param template the path as in the schema, such as {@code /nodes/{node}/status}
 * @param path the same, filled in
 */
record Call(String method, String node, String template, String path, List<Field> fields) {
    private static final String ROOT = "/api2/json";
    private static final Pattern HOLE = Pattern.compile("\\{[a-z]+}");

    Call {
        fields = List.copyOf(fields);
    }

    static Call get(String template, String... parts) {
        return of("GET", template, parts);
    }

    static Call post(String template, String... parts) {
        return of("POST", template, parts);
    }

    /** @param parts one for each hole; the first is the node, where the path begins with one */
    private static Call of(String method, String template, String... parts) {
        var left = new ArrayList<>(List.of(parts));
        var path = HOLE.matcher(template).replaceAll(hole -> segment(left.removeFirst()));
        var node = template.startsWith("/nodes/{node}") ? parts[0] : "";
        return new Call(method, node, template, path, List.of());
    }

    Call with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Call(method, node, template, path, more);
    }

    boolean isWrite() {
        return !method.equals("GET");
    }

    Request request() {
        if (isWrite()) return Request.form(method, ROOT + path, fields);
        return Request.of(method, ROOT + path + (fields.isEmpty() ? "" : "?" + Request.encoded(fields)));
    }

    /** What is legal in a path stays readable; nothing in it can lead elsewhere. */
    private static String segment(String part) {
        if (part.isBlank() || part.equals(".") || part.equals(".."))
            throw new IllegalArgumentException("no part of a path: \"" + part + "\"");
        return URLEncoder.encode(part, UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%40", "@")
                .replace("%21", "!");
    }

    /** As in {@code GET /nodes/pve1/status}. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
