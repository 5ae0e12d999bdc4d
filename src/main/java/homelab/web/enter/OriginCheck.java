package homelab.web.enter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what would change something and was sent by another site's page, by the word of the browser. */
public final class OriginCheck extends OncePerRequestFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** {@code none}: a person typed the address, or chose a bookmark. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final NoEntry no;

    public OriginCheck(NoEntry no) {
        this.no = no;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var foreign = Collections.list(request.getHeaders("Origin")).stream()
                .filter(origin -> !origin.equalsIgnoreCase(own(request)))
                .findFirst();
        var site = Collections.list(request.getHeaders("Sec-Fetch-Site"));
        if (SAFE.contains(request.getMethod())) chain.doFilter(request, response);
        else if (foreign.isPresent())
            no.say(
                    response,
                    403,
                    "this was sent by a page of " + NoEntry.quoted(foreign.get()) + ", but it came to "
                            + NoEntry.quoted(own(request)) + ", and only its own pages may; if both are this dashboard,"
                            + " a reverse proxy stands between: name its address in dashboard.proxy (DASHBOARD_PROXY),"
                            + " and let it pass on host and scheme");
        else if (!OWN.containsAll(site)) no.say(response, 403, "this was sent by a page of another site");
        else chain.doFilter(request, response);
    }

    private static String own(HttpServletRequest request) {
        var port = request.getServerPort();
        var usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
