package homelab.integration.docker;

import com.github.dockerjava.transport.UnixSocket;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Over a socket on this machine. */
record UnixDial(Path socket) implements Dial {
    @Override
    public HttpHost target() {
        return new HttpHost("http", InetAddress.getLoopbackAddress(), "docker", 80);
    }

    @Override
    public Socket open() throws NotOpened {
        try {
            return UnixSocket.get(socket.toString());
        } catch (IOException e) {
            throw new NotOpened(Wire.said(e), "does the engine run, and may the agent use its socket?", e);
        }
    }

    @Override
    public TlsSocketStrategy tls() {
        return (plain, name, port, attachment, context) -> {
            throw new IllegalStateException("there is no TLS on " + socket);
        };
    }

    @Override
    public Optional<String> absence() {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Wire.said(e) + " (" + socket + ")");
        }
    }

    @Override
    public String toString() {
        return socket.toString();
    }

    @Override
    public void close() {}
}
