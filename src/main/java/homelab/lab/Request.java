package homelab.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, as far as an engine needs it; its body is read and forgotten.
 *
 * @param path without the API's version and without the query
 */
record Request(String method, String path, Map<String, String> query) {
    private static final int LONGEST_LINE = 8 << 10;
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_BODY = 1 << 20;

    /** Empty when the other side sent nothing, or what is no request. */
    static Optional<Request> read(InputStream in) throws IOException {
        var parts = line(in).split(" ", -1);
        var length = 0;
        for (var i = 0; i < MOST_HEADERS; i++) {
            var header = line(in);
            if (header.isEmpty()) break;
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                var digits = header.substring(15).strip();
                length = digits.matches("[0-9]{1,7}") ? Math.min(Integer.parseInt(digits), LONGEST_BODY) : 0;
            }
        }
        // Closing with something unread would cut off the answer.
        in.skipNBytes(length);
        if (parts.length != 3 || !parts[1].startsWith("/")) return Optional.empty();
        var halves = parts[1].split("\\?", 2);
        var path = halves[0].replaceFirst("^/v[0-9]+\\.[0-9]+(?=/)", "");
        return Optional.of(new Request(parts[0], path, query(halves.length > 1 ? halves[1] : "")));
    }

    private static Map<String, String> query(String text) {
        var query = new HashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            var halves = pair.split("=", 2);
            query.put(halves[0], halves.length > 1 ? URLDecoder.decode(halves[1], StandardCharsets.UTF_8) : "");
        }
        return query;
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
