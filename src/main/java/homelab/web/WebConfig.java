package homelab.web;

import homelab.model.Secret;
import homelab.web.enter.Network;
import homelab.web.enter.PublicName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Where the dashboard and REST listen.
 *
 * @param port 0: any free one
 * @param token the bearer token; empty: made on first start, in the data directory
 * @param names by which people ask for it, beside its address; links are made for the first
 * @param proxies whose word is taken for who asks
 */
public record WebConfig(String host, int port, Optional<Secret> token, List<PublicName> names, List<Network> proxies) {
    public WebConfig {
        if (host.isBlank()) throw new IllegalArgumentException("dashboard.host must not be blank");
        if (port < 0 || port > 65_535)
            throw new IllegalArgumentException("dashboard.port must be from 0 to 65535, not " + port);
        names = List.copyOf(names);
        proxies = List.copyOf(proxies);
    }

    /** Asked for by its address only, with no proxy before it. */
    public WebConfig(String host, int port, Optional<Secret> token) {
        this(host, port, token, List.of(), List.of());
    }

    private static final String BARE_CURE =
            "let it listen on 127.0.0.1, or put a reverse proxy with TLS before it and name that"
                    + " in dashboard.proxy; see docs/dashboard-access.md";

    private static final String PROXY_CURE = "let it listen on 127.0.0.1, or let only the proxy reach the port";

    /** What it means to listen there; empty where that is no danger, or where it cannot listen at all. */
    public Optional<String> danger() {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
        var listens = "the dashboard listens on " + host + " without TLS: whoever ";
        return Optional.of(
                proxies.isEmpty()
                        ? listens + "can read the traffic of that network can take over a session or the token"
                        : listens + "does not come through the proxy sends session or token in the clear");
    }

    /** What helps against the {@link #danger()}. */
    public String cure() {
        return proxies.isEmpty() ? BARE_CURE : PROXY_CURE;
    }

    /** The danger and its cure, as its owner reads it in the log and on the page. */
    public Optional<String> warning() {
        return danger().map(danger -> "T" + danger.substring(1) + ". L" + cure().substring(1) + ".");
    }

    /** The same, with this token. */
    public WebConfig with(Secret theToken) {
        return new WebConfig(host, port, Optional.of(theToken), names, proxies);
    }
}
