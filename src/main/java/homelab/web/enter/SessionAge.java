package homelab.web.enter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends what is too old before anybody looks who is in. */
public final class SessionAge extends OncePerRequestFilter {
    private final Sessions sessions;

    public SessionAge(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        sessions.see(request);
        chain.doFilter(request, response);
    }
}
