package homelab.integration.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** A port in front of an engine's socket, with or without TLS, that can go silent as a network does. */
final class Front implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};

    private final ServerSocket server;
    private final Path socket;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private Front(ServerSocket server, Path socket) {
        this.server = server;
        this.socket = socket;
        Thread.ofVirtual().start(this::accept);
    }

    static Front plain(Path socket) throws IOException {
        return new Front(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), socket);
    }

    /** @param files a directory with a certificate, its key, and the CA whose clients are let in */
    static Front tls(Path socket, Path files, boolean asks) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry(
                "own",
                Pem.read(files.resolve("key.pem"), "").key(),
                NO_PASSWORD,
                Pem.read(files.resolve("cert.pem"), "").certificates().toArray(Certificate[]::new));
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, NO_PASSWORD);
        trusted.setCertificateEntry(
                "ca", Pem.read(files.resolve("ca.pem"), "").certificates().getFirst());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        var server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(asks);
        return new Front(server, socket);
    }

    int port() {
        return server.getLocalPort();
    }

    AddressConfig.Tcp address(Optional<TlsConfig> tls) {
        return new AddressConfig.Tcp("127.0.0.1", port(), tls);
    }

    /** From now on nothing comes through in either direction, and nobody is told. */
    void goSilent() {
        silent = true;
    }

    private void accept() {
        try {
            while (true) {
                var near = server.accept();
                open.add(near);
                Thread.ofVirtual().start(() -> join(near));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void join(Socket near) {
        try (near;
                var far = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            open.add(far);
            var back = Thread.ofVirtual().start(() -> {
                try {
                    pass(Channels.newInputStream(far), near.getOutputStream());
                    near.close();
                } catch (IOException e) {
                    // The other side went away.
                }
            });
            pass(near.getInputStream(), Channels.newOutputStream(far));
            far.shutdownOutput();
            back.join();
        } catch (IOException e) {
            // One of the two went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(InputStream in, OutputStream out) throws IOException {
        var bytes = new byte[8192];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes))
            if (!silent) {
                out.write(bytes, 0, read);
                out.flush();
            }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
