package homelab.web;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Somebody with a session.
 *
 * @param cookie as it is sent
 */
public record Visitor(OpenDoor door, String cookie) {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    public HttpResponse<String> get(String path) {
        return door.send(request(path).GET());
    }

    /** With the CSRF token of a page that was just loaded. */
    public HttpResponse<String> post(String path) {
        return door.send(form(path, "_csrf=" + URLEncoder.encode(csrf(), StandardCharsets.UTF_8)));
    }

    /** Of a page that was just loaded. */
    public String csrf() {
        var page = get("/").body();
        var found = CSRF.matcher(page);
        if (!found.find()) throw new AssertionError("no CSRF token in " + page);
        return found.group(1);
    }

    public HttpRequest.Builder form(String path, String fields) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
    }

    public HttpRequest.Builder request(String path) {
        return door.bare(path).header("Cookie", cookie);
    }
}
