package homelab.integration.docker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpHost;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;

/** Over a port, with or without TLS. Each step has an end in time of its own, so that it is known how far it came. */
final class TcpDial implements Dial {
    private static final Duration NAME = Duration.ofSeconds(2);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration HANDSHAKE = Duration.ofSeconds(2);
    private static final int ADDRESSES_AT_MOST = 4;

    private static final String RUNS =
            "does the engine run, does it listen there, and does a firewall let the agent" + " through?";

    private final AddressConfig.Tcp address;
    private final Optional<Tls> tls;

    /** A look-up of a name blocks its thread outright: on a virtual one it would hold up all others. */
    private final ExecutorService names = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("docker-names").factory());

    TcpDial(AddressConfig.Tcp address) {
        this.address = address;
        this.tls = address.tls().map(files -> new Tls(address, files));
    }

    @Override
    public HttpHost target() {
        return new HttpHost(
                tls.isPresent() ? "https" : "http", InetAddress.getLoopbackAddress(), address.host(), address.port());
    }

    @Override
    public Socket open() throws NotOpened {
        // First what needs no network: without certificates nobody is spoken to.
        if (tls.isPresent()) tls.get().context();
        try {
            return connected();
        } catch (UnknownHostException e) {
            throw new NotOpened(
                    "its name cannot be resolved: " + Wire.said(e), "check the name, or write its address", e);
        } catch (SocketTimeoutException e) {
            throw new NotOpened(
                    "nothing answers within " + CONNECT.toMillis() + " ms",
                    "is the machine up, and does a firewall let the agent through?",
                    e);
        } catch (IOException e) {
            throw new NotOpened(Wire.said(e), RUNS, e);
        }
    }

    /** The first of its addresses that answers. */
    private Socket connected() throws IOException {
        IOException last = new UnknownHostException(address.host());
        for (var one : addresses()) {
            var socket = new Connected();
            try {
                socket.to(new InetSocketAddress(one, address.port()));
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private List<InetAddress> addresses() throws IOException {
        if (address.isLiteral()) return List.of(address.literal());
        var found = names.submit(() -> InetAddress.getAllByName(address.host()));
        try {
            var all = List.of(found.get(NAME.toNanos(), NANOSECONDS));
            return all.subList(0, Math.min(ADDRESSES_AT_MOST, all.size()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException unknown ? unknown : new IOException(e);
        } catch (TimeoutException e) {
            found.cancel(true);
            throw new UnknownHostException(address.host() + ": no answer within " + NAME.toMillis() + " ms");
        } catch (InterruptedException e) {
            found.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public TlsSocketStrategy tls() {
        return (plain, name, port, attachment, context) -> secured(plain);
    }

    private SSLSocket secured(Socket plain) throws IOException {
        var layer = tls.orElseThrow();
        plain.setSoTimeout((int) HANDSHAKE.toMillis());
        var socket = layer.over(plain);
        plain.setSoTimeout(0);
        return socket;
    }

    /** Only a refusal shows that nobody listens; silence may be the network's. */
    @Override
    public Optional<String> absence() {
        try {
            connected().close();
            return Optional.empty();
        } catch (ConnectException e) {
            return Wire.said(e).contains("refused")
                    ? Optional.of(Wire.said(e) + " (" + address.place() + ")")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return address.place();
    }

    @Override
    public void close() {
        names.shutdownNow();
    }

    private static final class Connected extends Socket {
        void to(InetSocketAddress where) throws IOException {
            super.connect(where, (int) CONNECT.toMillis());
        }

        @Override
        public void connect(SocketAddress ignored, int limit) {}
    }
}
