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

    /** What its owner should know of where it listens. */
    public Optional<String> warning() {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress() || !proxies.isEmpty()) return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
        return Optional.of("The dashboard listens on " + host + " without TLS: whoever can read the traffic of that"
                + " network can take over a session or the token. Let it listen on 127.0.0.1, or put a reverse proxy with"
                + " TLS before it and name that in dashboard.proxy; see docs/dashboard-access.md.");
    }

    /** The same, with this token. */
    public WebConfig with(Secret theToken) {
        return new WebConfig(host, port, Optional.of(theToken), names, proxies);
    }
}
