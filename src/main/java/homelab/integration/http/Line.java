package homelab.integration.http;

import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * An open connection on which nothing was sent yet.
 *
 * @param plain closing it ends the connection at once, also while TLS waits
 * @param secured the TLS over it, its handshake done
 */
public record Line(Socket plain, Optional<SSLSocket> secured) {
    public static Line plain(Socket socket) {
        return new Line(socket, Optional.empty());
    }
}
