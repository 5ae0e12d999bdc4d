package homelab.web;

import homelab.model.Secret;
import homelab.web.enter.Attempts;
import homelab.web.enter.Digest;
import homelab.web.enter.NoEntry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who shows the token in the Authorization header; never from the address, which ends up in logs. */
final class TokenCheck extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final Optional<Digest> expected;
    private final Attempts attempts;

    TokenCheck(Optional<Secret> token, Attempts attempts) {
        this.attempts = attempts;
        expected = token.map(Secret::reveal).filter(text -> !text.isBlank()).map(Digest::of);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var shown = Collections.list(request.getHeaders("Authorization"));
        if (shown.isEmpty()) chain.doFilter(request, response);
        else if (shown.size() == 1 && isRight(shown.getFirst())) {
            SecurityContextHolder.setContext(new SecurityContextImpl(
                    new PreAuthenticatedAuthenticationToken("api", "", AuthorityUtils.NO_AUTHORITIES)));
            chain.doFilter(request, response);
        } else wrong(request, response, chain);
    }

    /** Who guesses is told to wait; the right token opens all the same, so that nobody can lock its owner out. */
    private void wrong(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var wait = attempts.barred(request.getRemoteAddr());
        attempts.wrong(request.getRemoteAddr());
        if (wait.isEmpty()) chain.doFilter(request, response);
        else {
            response.setHeader("Retry-After", Long.toString(wait.get().toSeconds() + 1));
            NoEntry.JSON.say(
                    response,
                    429,
                    "too many wrong tokens came from " + request.getRemoteAddr() + "; wait, then"
                            + " send the right one: HOMELAB_API_TOKEN, or the file api-token in the data directory");
        }
    }

    private boolean isRight(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && expected.isPresent()
                && expected.get().is(Digest.of(header.substring(SCHEME.length()).strip()));
    }
}
