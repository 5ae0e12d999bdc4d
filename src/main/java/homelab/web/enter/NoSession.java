package homelab.web.enter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** What everybody without a session is answered, whatever was asked for. */
public final class NoSession implements AuthenticationEntryPoint {
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ignored)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Link realm=\"homelab-agent\"");
        // htmx then loads the page anew, and shows this instead of swallowing it
        if (request.getHeader("HX-Request") != null) response.setHeader("HX-Refresh", "true");
        PlainPage.NO_SESSION.write(response);
    }
}
