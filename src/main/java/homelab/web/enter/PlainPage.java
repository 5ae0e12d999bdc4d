package homelab.web.enter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page that says one thing, for whoever is not in.
 *
 * @param body HTML; whatever came from outside is escaped in it
 */
record PlainPage(int status, String title, String body) {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    /** The one answer to everybody without a session. */
    static final PlainPage NO_SESSION = new PlainPage(401, "You need a link", """
            <p>To get one, run this on the machine of the agent:</p>
            <pre>homelab link</pre>
            <p>You are in already and came here from another page? <a href="/">Go on</a>.</p>
            """);

    /** What is refused before anybody looked who asks. */
    static PlainPage of(int status) {
        return status < 500
                ? new PlainPage(status, "This could not be understood", """
                        <p>Nothing was done. The address was misspelt, or it is none of this dashboard's.</p>
                        <p><a href="/">How things stand now</a></p>
                        """)
                : new PlainPage(status, "This page could not be made", """
                        <p>The agent's log says why. The command line still works:</p>
                        <pre>homelab status</pre>
                        """);
    }

    String type() {
        return HTML.toString();
    }

    ResponseEntity<String> answer() {
        return ResponseEntity.status(status).contentType(HTML).body(html());
    }

    ResponseEntity<String> answerAfter(Duration wait) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1))
                .contentType(HTML)
                .body(html());
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(type());
        response.getOutputStream().write(html().getBytes(StandardCharsets.UTF_8));
    }

    String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/assets/page.css">
                <title>%s</title>
                </head>
                <body class="plain">
                <main>
                <h1>%s</h1>
                %s</main>
                </body>
                </html>
                """.formatted(title, title, body);
    }
}
