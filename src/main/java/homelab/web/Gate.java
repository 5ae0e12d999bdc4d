package homelab.web;

import homelab.model.Secret;
import homelab.web.enter.Attempts;
import homelab.web.enter.HostCheck;
import homelab.web.enter.Names;
import homelab.web.enter.NoEntry;
import homelab.web.enter.NoSession;
import homelab.web.enter.OriginCheck;
import homelab.web.enter.SessionAge;
import homelab.web.enter.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
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
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who gets in, and what guards every answer. A session opens nothing for programs, the token nothing for people. */
final class Gate {
    private static final RequestMatcher PROBES = anyOf("/livez", "/readyz", "/metrics");
    private static final RequestMatcher PROGRAMS = anyOf("/api/**");
    private static final RequestMatcher PEOPLE = new NegatedRequestMatcher(new OrRequestMatcher(PROBES, PROGRAMS));
    private static final RequestMatcher BY_ITSELF =
            anyOf("/stream", "/parts", "/incidents/parts", "/incidents/*/parts");
    private static final RequestMatcher ENTERING = path("/enter");
    private static final RequestMatcher LEAVING =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/leave");

    private final Names names;
    private final Optional<Secret> token;
    private final Attempts guesses;
    private final Sessions sessions;

    Gate(Names names, Optional<Secret> token, Attempts guesses, Sessions sessions) {
        this.names = names;
        this.token = token;
        this.guesses = guesses;
        this.sessions = sessions;
    }

    /** Anybody may ask how the agent is, by whatever name they find the machine; the answers name nothing. */
    SecurityFilterChain probes(HttpSecurity http) {
        return stateless(guarded(http.securityMatcher(PROBES)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Programs come with the token. */
    SecurityFilterChain programs(HttpSecurity http) {
        return stateless(askedRightly(guarded(http.securityMatcher(PROGRAMS)), NoEntry.JSON))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterBefore(new TokenCheck(token, guesses), AuthorizationFilter.class)
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, ignored) -> {
                    response.setHeader("WWW-Authenticate", "Bearer realm=\"homelab-agent\"");
                    NoEntry.JSON.say(response, 401, NO_TOKEN);
                }))
                .build();
    }

    /** People come with a session; one begins by a link, and ends by leaving, by time or with the process. */
    SecurityFilterChain people(HttpSecurity http) {
        return askedRightly(guarded(http.securityMatcher(PEOPLE)), NoEntry.PAGE)
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(Gate::isForgeable))
                .logout(logout -> logout.logoutRequestMatcher(Gate::isLeaving)
                        .logoutSuccessUrl("/")
                        .deleteCookies(Listener.COOKIE))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/enter/*", "/assets/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/enter")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new SessionAge(sessions, BY_ITSELF), SecurityContextHolderFilter.class)
                .exceptionHandling(refused -> refused.authenticationEntryPoint(new NoSession())
                        .accessDeniedHandler((request, response, ignored) -> NoEntry.PAGE.say(response, 403, NO_CSRF)))
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private HttpSecurity askedRightly(HttpSecurity http, NoEntry no) {
        return http.addFilterAfter(new HostCheck(names, no), HeaderWriterFilter.class)
                .addFilterAfter(new OriginCheck(no), HostCheck.class);
    }

    private static HttpSecurity guarded(HttpSecurity http) {
        return http.formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        // with no-referrer, browsers would send "Origin: null" with our own forms
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                        // holds for all ports of a host, so it is for the proxy that has the certificate to say
                        .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable));
    }

    /** Entering needs no further word: the link is one that nobody else can know. Without a session nothing is done. */
    private static boolean isForgeable(HttpServletRequest request) {
        return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
                && request.getSession(false) != null
                && !ENTERING.matches(request);
    }

    private static boolean isLeaving(HttpServletRequest request) {
        return LEAVING.matches(request) && request.getSession(false) != null;
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static RequestMatcher anyOf(String... patterns) {
        return new OrRequestMatcher(Arrays.stream(patterns).map(Gate::path).toList());
    }

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String PERMISSIONS =
            "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), payment=()";

    private static final String NO_TOKEN =
            "this needs the header \"Authorization: Bearer <token>\" with the right token:"
                    + " HOMELAB_API_TOKEN, or the file api-token in the data directory";

    private static final String NO_CSRF =
            "this came without the word that only a page of this session has; load the page"
                    + " again, then do it again";
}
