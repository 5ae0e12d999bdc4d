package homelab.integration.docker;

import homelab.integration.http.Dial;
import homelab.integration.http.Endpoint;
import homelab.integration.http.Line;
import homelab.integration.http.NotOpened;
import homelab.integration.http.Wire;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Over a socket on this machine. */
record UnixDial(Path socket) implements Dial {
    @Override
    public Endpoint target() {
        return new Endpoint("docker", 80);
    }

    @Override
    public Line open() throws NotOpened {
        try {
            return Line.plain(new UnixSocket(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
        } catch (IOException e) {
            throw new NotOpened(Wire.said(e), "does the engine run, and may the agent use its socket?", e);
        }
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
