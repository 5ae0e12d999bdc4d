package homelab.integration.docker;

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an engine listens. Its text is as Docker's own tools take it. */
public sealed interface AddressConfig {
    /** Whoever reaches it may do all that the engine can. */
    boolean isOpen();

    /** A socket on this machine, which may also be the near end of a forwarded one. */
    record Unix(Path socket) implements AddressConfig {
        /** The kernel takes 108 bytes, the last of them a zero. */
        private static final int LONGEST = 107;

        public Unix {
            if (socket.toString().length() > LONGEST)
                throw new IllegalArgumentException(
                        "has a path longer than " + LONGEST + " bytes, which the kernel does not take");
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public String toString() {
            return "unix://" + socket;
        }
    }

    /**
     * A port.
     *
     * @param host a name, or an address without brackets
     * @param tls empty: whatever is said there is said in the clear, to and by anybody
     */
    record Tcp(String host, int port, Optional<TlsConfig> tls) implements AddressConfig {
        static final int PLAIN = 2375;
        static final int TLS = 2376;

        @Override
        public boolean isOpen() {
            return tls.isEmpty();
        }

        /** Only what runs on this machine reaches it. */
        boolean isLoopback() {
            return host.equalsIgnoreCase("localhost")
                    || (isLiteral() && literal().isLoopbackAddress());
        }

        boolean isLiteral() {
            return host.contains(":") || host.matches("[0-9.]+");
        }

        InetAddress literal() {
            return InetAddress.ofLiteral(host);
        }

        /** As in {@code nas:2376}. */
        String place() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public String toString() {
            return "tcp://" + place();
        }
    }

    /**
     * Reads {@code unix:///path}, {@code tcp://name}, {@code tcp://name:port} or {@code tcp://[address]:port}.
     *
     * @param tls for {@code tcp} alone; it also decides which port is meant when none is written
     * @throws IllegalArgumentException that says how to write it
     */
    static AddressConfig parse(String text, Optional<TlsConfig> tls) {
        if (text.startsWith("unix:///")) return new Unix(path(text.substring("unix://".length())));
        if (text.startsWith("tcp://")) return tcp(text.substring("tcp://".length()), tls);
        if (text.startsWith("ssh://"))
            throw new IllegalArgumentException("is no address the agent speaks to; forward the engine's socket, such as"
                    + " with ssh -NL /run/nas.sock:/var/run/docker.sock nas, and name unix:///run/nas.sock");
        throw new IllegalArgumentException("must be unix:///path/to/docker.sock or tcp://host:port");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("holds what is no path", e);
        }
    }

    private static Tcp tcp(String text, Optional<TlsConfig> tls) {
        var parts = PLACE.matcher(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        if (!parts.matches())
            throw new IllegalArgumentException(
                    "must be tcp://host:port, with an IPv6 address in brackets, such as tcp://[fd00::1]:2376");
        var digits = Optional.ofNullable(parts.group("port"));
        int port = digits.map(Integer::parseInt).orElse(tls.isPresent() ? Tcp.TLS : Tcp.PLAIN);
        if (port < 1 || port > 65_535)
            throw new IllegalArgumentException("has no port from 1 to 65535, such as 2376 with TLS");
        var address = new Tcp(Optional.ofNullable(parts.group("six")).orElseGet(() -> parts.group("name")), port, tls);
        try {
            if (address.isLiteral()) address.literal();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has an address that is none: " + address.host(), e);
        }
        return address.isLiteral() ? address : new Tcp(address.host().toLowerCase(Locale.ROOT), port, tls);
    }

    Pattern PLACE = Pattern.compile(
            "(?:\\[(?<six>[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?)]|(?<name>[A-Za-z0-9._-]{1,253}))(?::(?<port>[0-9]{1,5}))?");
}
