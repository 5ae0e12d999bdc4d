package homelab.web.enter;

import homelab.web.rest.Json;
import homelab.web.rest.Problem;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;

/**
 * Answers what is refused before Spring sees it, in place of Tomcat's page: a browser on its way to a page with one of
 * ours, everybody else in JSON. Made by Tomcat, by name.
 */
public final class ErrorValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable ignored) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;

        var writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) return;

        try {
            if (isForPeople(request)) write(response, PlainPage.of(status));
            else write(response, Json.TYPE.toString(), Json.MAPPER.writeValueAsString(problem(request, status)));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            // the client has left, or the answer is on its way already: nobody to tell
        }
    }

    private static void write(Response response, PlainPage page) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        write(response, page.type(), page.html());
    }

    private static void write(Response response, String type, String text) throws IOException {
        response.setContentType(type);
        var writer = response.getReporter();
        if (writer != null) writer.write(text);
    }

    private static Problem problem(Request request, int status) {
        return Problem.of(status, String.valueOf(request.getMethod()), path(request));
    }

    private static boolean isForPeople(Request request) {
        var accepted = request.getHeader("Accept");
        return accepted != null
                && accepted.contains("text/html")
                && !path(request).startsWith("/api/");
    }

    private static String path(Request request) {
        return String.valueOf(request.getRequestURI());
    }
}
