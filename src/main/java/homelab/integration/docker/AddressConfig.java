package homelab.integration.docker;

import homelab.integration.http.Endpoint;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

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

        Endpoint endpoint() {
            return new Endpoint(host, port);
        }

        /** Only what runs on this machine reaches it. */
        boolean isLoopback() {
            return endpoint().isLoopback();
        }

        /** As in {@code nas:2376}. */
        String place() {
            return endpoint().toString();
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
        var place = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        var endpoint = Endpoint.parse(place, tls.isPresent() ? Tcp.TLS : Tcp.PLAIN)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be tcp://host:port, with an IPv6 address in brackets, such as tcp://[fd00::1]:2376"));
        return new Tcp(endpoint.host(), endpoint.port(), tls);
    }
}
