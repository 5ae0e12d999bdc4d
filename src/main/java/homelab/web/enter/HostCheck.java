package homelab.web.enter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses who asks for somebody else; see {@link Names}. Who names nobody is no browser. */
public final class HostCheck extends OncePerRequestFilter {
    private static final int MISDIRECTED = 421;

    private final Names names;
    private final NoEntry no;

    public HostCheck(Names names, NoEntry no) {
        this.names = names;
        this.no = no;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader("Host") == null || names.has(request.getServerName())) chain.doFilter(request, response);
        else
            no.say(
                    response,
                    MISDIRECTED,
                    "this agent does not answer to the name " + NoEntry.quoted(request.getServerName())
                            + "; if it is yours, add it to dashboard.names in the configuration (DASHBOARD_NAMES) and"
                            + " start the agent again");
    }
}
