package homelab.lab.proxmox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param path decoded, without the query
 * @param parameters of the query and of the body together
 * @param hasBody it brought content
 */
public record Request(
        String method, String path, Map<String, String> parameters, Map<String, String> headers, boolean hasBody) {
    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_BODY = 512 << 10;

    /** Empty when the other side has nothing more to ask. */
    public static Optional<Request> read(InputStream in) throws IOException {
        var first = line(in);
        var parts = first.split(" ", -1);
        if (parts.length != 3) return Optional.empty();
        var headers = new LinkedHashMap<String, String>();
        for (var i = 0; i < MOST_HEADERS; i++) {
            var header = line(in);
            if (header.isEmpty()) break;
            var halves = header.split(":", 2);
            if (halves.length == 2) headers.put(halves[0].strip().toLowerCase(Locale.ROOT), halves[1].strip());
        }
        var length = length(headers.getOrDefault("content-length", "0"));
        var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        var halves = parts[1].split("\\?", 2);
        var parameters = new LinkedHashMap<String, String>();
        if (halves.length > 1) parameters.putAll(form(halves[1]));
        if (!body.isEmpty())
            parameters.putAll(headers.getOrDefault("content-type", "").contains("json") ? Json.form(body) : form(body));
        return Optional.of(new Request(
                parts[0],
                URLDecoder.decode(halves[0].replace("+", "%2B"), StandardCharsets.UTF_8),
                parameters,
                headers,
                length > 0));
    }

    private static int length(String digits) throws IOException {
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) > LONGEST_BODY)
            throw new IOException("the body is too long: " + digits);
        return Integer.parseInt(digits);
    }

    private static Map<String, String> form(String text) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            if (pair.isEmpty()) continue;
            var halves = pair.split("=", 2);
            form.put(decoded(halves[0]), halves.length > 1 ? decoded(halves[1]) : "");
        }
        return form;
    }

    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() >= LONGEST_LINE) throw new IOException("a line of the request is too long");
            if (b != '\r') line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
