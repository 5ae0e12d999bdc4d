package homelab.web.enter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends what is too old before anybody looks who is in. A page that renews itself does not make its session younger. */
public final class SessionAge extends OncePerRequestFilter {
    private final Sessions sessions;
    private final RequestMatcher byItself;

    /** @param byItself what an open page asks for though nobody sits before it */
    public SessionAge(Sessions sessions, RequestMatcher byItself) {
        this.sessions = sessions;
        this.byItself = byItself;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (byItself.matches(request)) sessions.check(request);
        else sessions.see(request);
        chain.doFilter(request, response);
    }
}
