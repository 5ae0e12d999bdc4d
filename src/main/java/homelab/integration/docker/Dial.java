package homelab.integration.docker;

import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpHost;
import java.net.Socket;
import java.util.Optional;

/** How connections to one engine are opened. */
sealed interface Dial extends AutoCloseable permits UnixDial, TcpDial {
    static Dial to(AddressConfig address) {
        return switch (address) {
            case AddressConfig.Unix unix -> new UnixDial(unix.socket());
            case AddressConfig.Tcp tcp -> new TcpDial(tcp);
        };
    }

    /** Who is asked, as HTTP names it. */
    HttpHost target();

    /** A connected socket; to connect it again does nothing. */
    Socket open() throws NotOpened;

    /** Lays TLS over a connected socket, where the target is {@code https}. */
    TlsSocketStrategy tls();

    /** Why nobody listens there; empty when somebody does, or when that cannot be told. */
    Optional<String> absence();

    /** For people: what was asked. */
    @Override
    String toString();

    @Override
    void close();
}
