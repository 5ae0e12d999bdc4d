package homelab.web;

import homelab.model.Secret;
import homelab.web.enter.NoSession;
import homelab.web.enter.SessionAge;
import homelab.web.enter.Sessions;
import homelab.web.rest.Json;
import homelab.web.rest.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who gets in. Programs come with the token, and the probes are open: no session is begun or honoured there. Everything
 * else is for people, who come with a session, and with its own word in whatever changes something.
 */
final class Gate {
    private static final String[] PROBES = {"/livez", "/readyz", "/metrics"};
    private static final RequestMatcher PROGRAMS =
            new OrRequestMatcher(path("/api/**"), path("/livez"), path("/readyz"), path("/metrics"));

    private Gate() {}

    static SecurityFilterChain programs(HttpSecurity http, Optional<Secret> token) {
        return guarded(http.securityMatcher(PROGRAMS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers(PROBES)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new TokenCheck(token), AuthorizationFilter.class)
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, ignored) -> {
                    response.setHeader("WWW-Authenticate", "Bearer realm=\"homelab-agent\"");
                    Json.write(response, 401, new Problem(HOW));
                }))
                .build();
    }

    static SecurityFilterChain people(HttpSecurity http, Sessions sessions) {
        return guarded(http.securityMatcher(new NegatedRequestMatcher(PROGRAMS)))
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(Gate::isForgeable))
                .logout(logout -> logout.logoutUrl("/leave").logoutSuccessUrl("/"))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/enter/*", "/assets/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/enter")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new SessionAge(sessions), SecurityContextHolderFilter.class)
                .exceptionHandling(refused -> refused.authenticationEntryPoint(new NoSession()))
                .build();
    }

    /** Entering needs no further word: the link is one that nobody else can know. Without a session nothing is done. */
    private static boolean isForgeable(HttpServletRequest request) {
        return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
                && request.getSession(false) != null
                && !path("/enter").matches(request);
    }

    private static HttpSecurity guarded(HttpSecurity http) {
        return http.formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable));
    }

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static final String HOW = "this needs the header \"Authorization: Bearer <token>\" with the right token:"
            + " HOMELAB_API_TOKEN, or the file api-token in the data directory";
}
