package homelab.integration.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** Connects to a port. Each step has an end in time of its own, so that it is known how far it came. */
public final class TcpConnector implements AutoCloseable {
    private static final Duration NAME = Duration.ofSeconds(2);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int ADDRESSES_AT_MOST = 4;

    private final Endpoint endpoint;
    private final String cure;

    /** A look-up of a name blocks its thread outright: on a virtual one it would hold up all others. */
    private final ExecutorService names = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("names").factory());

    /** @param cure what to do where nobody listens */
    public TcpConnector(Endpoint endpoint, String cure) {
        this.endpoint = endpoint;
        this.cure = cure;
    }

    public Socket open() throws NotOpened {
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
            throw new NotOpened(Wire.said(e), cure, e);
        }
    }

    /** The first of its addresses that answers. */
    private Socket connected() throws IOException {
        IOException last = new UnknownHostException(endpoint.host());
        for (var one : addresses()) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(one, endpoint.port()), (int) CONNECT.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private List<InetAddress> addresses() throws IOException {
        if (endpoint.isLiteral()) return List.of(endpoint.literal());
        var found = names.submit(() -> InetAddress.getAllByName(endpoint.host()));
        try {
            var all = List.of(found.get(NAME.toNanos(), NANOSECONDS));
            return all.subList(0, Math.min(ADDRESSES_AT_MOST, all.size()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException unknown ? unknown : new IOException(e);
        } catch (TimeoutException e) {
            found.cancel(true);
            throw new UnknownHostException(endpoint.host() + ": no answer within " + NAME.toMillis() + " ms");
        } catch (InterruptedException e) {
            found.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Why nobody listens. Only a refusal shows that; silence may be the network's. */
    public Optional<String> absence() {
        try {
            connected().close();
            return Optional.empty();
        } catch (ConnectException e) {
            return Wire.said(e).contains("refused")
                    ? Optional.of(Wire.said(e) + " (" + endpoint + ")")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        names.shutdownNow();
    }
}
