package homelab.web;

import homelab.model.Secret;
import homelab.web.enter.Digest;
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

    TokenCheck(Optional<Secret> token) {
        expected = token.map(Secret::reveal).filter(text -> !text.isBlank()).map(Digest::of);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var shown = Collections.list(request.getHeaders("Authorization"));
        if (shown.size() == 1 && isRight(shown.getFirst()))
            SecurityContextHolder.setContext(new SecurityContextImpl(
                    new PreAuthenticatedAuthenticationToken("api", "", AuthorityUtils.NO_AUTHORITIES)));
        chain.doFilter(request, response);
    }

    private boolean isRight(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && expected.isPresent()
                && expected.get().is(Digest.of(header.substring(SCHEME.length()).strip()));
    }
}
