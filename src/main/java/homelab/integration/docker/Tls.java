package homelab.integration.docker;

import homelab.integration.http.NotOpened;
import homelab.integration.http.Wire;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS to one engine: only its CA is believed, its name is verified. Files that were renewed are read anew. */
final class Tls {
    private static final char[] NO_PASSWORD = {};
    private static final Duration HANDSHAKE = Duration.ofSeconds(2);
    private static final String MISSING = "copy it there, or name another by DOCKER_CERT_PATH or docker.tls";

    private final AddressConfig.Tcp address;
    private final TlsConfig files;
    private Optional<Read> read = Optional.empty();

    Tls(AddressConfig.Tcp address, TlsConfig files) {
        this.address = address;
        this.files = files;
    }

    private record Read(List<FileTime> changed, SSLContext context) {}

    synchronized SSLContext context() throws NotOpened {
        var changed = changed();
        if (read.isPresent() && read.get().changed().equals(changed))
            return read.get().context();
        var context = made();
        read = Optional.of(new Read(changed, context));
        return context;
    }

    private List<FileTime> changed() {
        var times = new ArrayList<FileTime>();
        for (var file : files()) {
            try {
                times.add(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                times.add(FileTime.fromMillis(0));
            }
        }
        return times;
    }

    private List<Path> files() {
        var all = new ArrayList<>(List.of(files.ca()));
        files.own().ifPresent(own -> all.addAll(List.of(own.cert(), own.key())));
        return all;
    }

    private SSLContext made() throws NotOpened {
        try {
            var context = SSLContext.getInstance("TLS");
            var trusted = trusted();
            context.init(own(), trusted, new SecureRandom());
            return context;
        } catch (IOException e) {
            throw new NotOpened("its TLS cannot be used: " + e.getMessage(), "see homelab doctor", e);
        } catch (GeneralSecurityException e) {
            throw new NotOpened("its TLS cannot be used: " + Wire.said(e), "see homelab doctor", e);
        }
    }

    private TrustManager[] trusted() throws IOException, GeneralSecurityException {
        var store = empty();
        for (var ca : Pem.read(files.ca(), MISSING).certificates()) store.setCertificateEntry("ca" + store.size(), ca);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private KeyManager[] own() throws IOException, GeneralSecurityException {
        if (files.own().isEmpty()) return new KeyManager[0];
        var own = files.own().get();
        var chain = Pem.read(own.cert(), MISSING).certificates();
        var key = Pem.read(own.key(), MISSING).key();
        if (!fit(chain.getFirst().getPublicKey(), key))
            throw new IOException("the key " + own.key() + " is not that of the certificate " + own.cert()
                    + "; name the two that were made together");
        var store = empty();
        store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static boolean fit(PublicKey open, PrivateKey key) throws GeneralSecurityException {
        if (!open.getAlgorithm().equals(key.getAlgorithm())) return false;
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        var sample = new byte[] {1};
        var signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(sample);
        var signed = signing.sign();
        var verifying = Signature.getInstance(algorithm);
        verifying.initVerify(open);
        verifying.update(sample);
        try {
            return verifying.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Speaks first, so that a failure is known before anything is asked. */
    SSLSocket over(Socket plain) throws NotOpened {
        var context = context();
        try {
            plain.setSoTimeout((int) HANDSHAKE.toMillis());
            var socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
            var wish = socket.getSSLParameters();
            wish.setEndpointIdentificationAlgorithm("HTTPS");
            wish.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setSSLParameters(wish);
            socket.startHandshake();
            plain.setSoTimeout(0);
            return socket;
        } catch (IOException e) {
            closed(plain);
            throw TlsFailure.of(e, address, files);
        }
    }

    private static void closed(Socket plain) {
        try {
            plain.close();
        } catch (IOException e) {
            // Nothing more is said on it.
        }
    }
}
