package homelab.integration.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A port of a machine.
 *
 * @param host a name, or an address without brackets
 */
public record Endpoint(String host, int port) {
    private static final Pattern FORM = Pattern.compile(
            "(?:\\[(?<six>[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?)]|(?<name>[A-Za-z0-9._-]{1,253}))(?::(?<port>[0-9]{1,5}))?");

    /**
     * Reads {@code name}, {@code name:port} or {@code [address]:port}; empty for anything else.
     *
     * @param usual the port where none is written
     * @throws IllegalArgumentException that says what is wrong with the port or the address
     */
    public static Optional<Endpoint> parse(String text, int usual) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) return Optional.empty();
        var digits = Optional.ofNullable(parts.group("port"));
        int port = digits.map(Integer::parseInt).orElse(usual);
        if (port < 1 || port > 65_535)
            throw new IllegalArgumentException("has no port from 1 to 65535, such as " + usual);
        var six = Optional.ofNullable(parts.group("six"));
        var endpoint = new Endpoint(six.orElseGet(() -> parts.group("name")), port);
        if (!endpoint.isLiteral())
            return Optional.of(new Endpoint(endpoint.host().toLowerCase(Locale.ROOT), port));
        try {
            endpoint.literal();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has an address that is none: " + endpoint.host(), e);
        }
        return Optional.of(endpoint);
    }

    /** Only what runs on this machine reaches it. */
    public boolean isLoopback() {
        return host.equalsIgnoreCase("localhost") || (isLiteral() && literal().isLoopbackAddress());
    }

    public boolean isLiteral() {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    public InetAddress literal() {
        return InetAddress.ofLiteral(host);
    }

    /** As in {@code nas:2376}. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
