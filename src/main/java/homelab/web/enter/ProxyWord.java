package homelab.web.enter;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Takes the word of trusted proxies for who asks, by which scheme and for which host; of nobody else. It stands before all
 * that looks at a request, so that the session's cookie is {@code Secure} where the browser speaks TLS to the proxy.
 */
public final class ProxyWord extends ValveBase {
    private final List<Network> trusted;

    public ProxyWord(List<Network> trusted) {
        super(true);
        this.trusted = List.copyOf(trusted);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var neighbour = Optional.ofNullable(request.getRemoteAddr()).flatMap(Forwarded::address);
        if (neighbour.filter(this::isTrusted).isPresent())
            believe(request, Forwarded.of(name -> String.join(",", Collections.list(request.getHeaders(name)))));
        getNext().invoke(request, response);
    }

    private void believe(Request request, Forwarded told) {
        client(told.hops()).ifPresent(address -> {
            request.setRemoteAddr(address.getHostAddress());
            request.setRemoteHost(address.getHostAddress());
        });
        var raw = request.getCoyoteRequest();
        told.scheme().ifPresent(scheme -> {
            raw.scheme().setString(scheme);
            request.setSecure(scheme.equals("https"));
        });
        var host = told.host()
                .or(() -> Optional.ofNullable(request.getHeader("Host")).flatMap(Forwarded.HostPort::of));
        host.ifPresent(each -> {
            raw.serverName().setString(each.host());
            raw.setServerPort(each.port().orElse(request.isSecure() ? 443 : 80));
            raw.getMimeHeaders()
                    .setValue("Host")
                    .setString(each.host() + each.port().map(port -> ":" + port).orElse(""));
        });
    }

    /** Walks from the nearest hop to the first that is no proxy of ours; what stands before it, that one may have made up. */
    private Optional<InetAddress> client(List<String> hops) {
        Optional<InetAddress> client = Optional.empty();
        for (var hop : hops.reversed()) {
            var address = Forwarded.address(hop);
            if (address.isEmpty()) break;
            client = address;
            if (!isTrusted(address.get())) break;
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.has(address));
    }
}
