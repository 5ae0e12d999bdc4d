package homelab.integration.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS to one outside system. Nothing turns the verification off. */
public final class Tls {
    private static final Duration HANDSHAKE = Duration.ofSeconds(4);

    private final Endpoint endpoint;
    private final Trust trust;
    private final TlsCures cures;
    private volatile Optional<X509Certificate> shown = Optional.empty();

    public Tls(Endpoint endpoint, Trust trust, TlsCures cures) {
        this.endpoint = endpoint;
        this.trust = trust;
        this.cures = cures;
    }

    /** Speaks first, so that a failure is known before anything is asked. */
    public SSLSocket over(Socket plain) throws NotOpened {
        try {
            plain.setSoTimeout((int) HANDSHAKE.toMillis());
            var socket = (SSLSocket)
                    context().getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
            var wish = socket.getSSLParameters();
            if (trust instanceof Trust.SignedBy) wish.setEndpointIdentificationAlgorithm("HTTPS");
            wish.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setSSLParameters(wish);
            socket.startHandshake();
            plain.setSoTimeout(0);
            if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate leaf) shown = Optional.of(leaf);
            return socket;
        } catch (IOException e) {
            closed(plain);
            throw e instanceof NotOpened already ? already : TlsFailure.of(e, endpoint, trust, cures);
        }
    }

    /** The certificate that was shown and believed last; empty before that. */
    public Optional<X509Certificate> shown() {
        return shown;
    }

    private static void closed(Socket plain) {
        try {
            plain.close();
        } catch (IOException e) {
            // Nothing more is said on it.
        }
    }

    /** Made for each connection, so that a CA file that was renewed holds at once. */
    private SSLContext context() throws NotOpened {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, believed(), new SecureRandom());
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new NotOpened("its CA file cannot be used: " + Wire.said(e), cures.caFile(), e);
        }
    }

    private TrustManager[] believed() throws IOException, GeneralSecurityException {
        return switch (trust) {
            case Trust.Pinned pinned ->
                new TrustManager[] {new Pinning(Optional.of(Fingerprint.parse(pinned.fingerprint())))};
            case Trust.Nobody ignored -> new TrustManager[] {new Pinning(Optional.empty())};
            case Trust.SignedBy signed -> signedBy(signed.ca());
        };
    }

    private static TrustManager[] signedBy(Path ca) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        try (var in = Files.newInputStream(ca)) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in))
                store.setCertificateEntry("ca" + store.size(), each);
        }
        if (store.size() == 0) throw new IOException(ca + " has no certificate in it");
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
