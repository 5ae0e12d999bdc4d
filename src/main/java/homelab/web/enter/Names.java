package homelab.web.enter;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names and addresses by which this door may be asked for. A page of a stranger can have its own name lead here (DNS
 * rebinding), and is then taken by the browser for a page of ours; but it cannot choose which name the browser sends.
 *
 * @param bound the address that the door listens on
 * @param host that address as it was configured, perhaps by a name
 * @param others as configured
 */
public record Names(InetAddress bound, String host, List<PublicName> others) {
    public Names {
        others = List.copyOf(others);
    }

    /** @param asked without port; IPv6 in brackets */
    boolean has(String asked) {
        var name = asked.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
        if (name.equals("localhost") || name.endsWith(".localhost")) return true;
        var wanted = name;
        return name.equalsIgnoreCase(host)
                || others.stream().anyMatch(other -> other.host().equals(wanted))
                || literal(name).filter(this::isOurs).isPresent();
    }

    /**
     * An address is not resolved, so no stranger can have it lead here. Who listens everywhere may be behind a published
     * port, and does not know by which addresses the machine is reached.
     */
    private boolean isOurs(InetAddress address) {
        return address.isLoopbackAddress() || address.equals(bound) || bound.isAnyLocalAddress();
    }

    /** Where people ask for it, as far as that is known: the first of the names, or the address it listens on. */
    public URI address(int port) {
        if (!others.isEmpty()) return others.getFirst().address(port);
        var local = bound.isAnyLocalAddress() || bound.isLoopbackAddress();
        var shown = local ? "127.0.0.1" : host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("http://" + shown + ":" + port);
    }

    private static Optional<InetAddress> literal(String name) {
        try {
            var bracketed = name.startsWith("[") && name.endsWith("]");
            return Optional.of(InetAddress.ofLiteral(bracketed ? name.substring(1, name.length() - 1) : name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
