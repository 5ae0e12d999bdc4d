package homelab.web.rest;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;

/** Answers in JSON what Tomcat refuses before Spring sees it, in place of its HTML page. Made by Tomcat, by name. */
public final class JsonErrorValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable ignored) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;

        var writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) return;

        try {
            response.setContentType(Json.TYPE.toString());
            var writer = response.getReporter();
            if (writer == null) return;
            writer.write(Json.MAPPER.writeValueAsString(
                    Problem.of(status, String.valueOf(request.getMethod()), String.valueOf(request.getRequestURI()))));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            // the client has left, or the answer is on its way already: nobody to tell
        }
    }
}
