package homelab.web;

import homelab.model.Secret;
import homelab.web.rest.Json;
import homelab.web.rest.Problem;
import java.util.Optional;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Who gets in: the probes are open, all else needs the token. No sessions, so no forged requests to guard against. */
final class Gate {
    private static final String[] OPEN = {"/", "/livez", "/readyz", "/metrics"};

    private Gate() {}

    static SecurityFilterChain chain(HttpSecurity http, Optional<Secret> token) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .addFilterBefore(new TokenCheck(token), AuthorizationFilter.class)
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, ignored) -> {
                    response.setHeader("WWW-Authenticate", "Bearer realm=\"homelab-agent\"");
                    Json.write(response, 401, new Problem(HOW));
                }))
                .build();
    }

    private static final String HOW = "this needs the header \"Authorization: Bearer <token>\" with the right token:"
            + " HOMELAB_API_TOKEN, or the file api-token in the data directory";
}
