package homelab.lab.proxmox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate to be shown, with its key. They come with the program and protect nothing. */
public record Certificates(SSLContext context, String fingerprint) {
    private static final char[] PASSWORD = "simulated".toCharArray();

    public static Certificates first() {
        return named("first");
    }

    public static Certificates second() {
        return named("second");
    }

    private static Certificates named(String name) {
        try (var in = Certificates.class.getResourceAsStream("/lab-certificates/" + name + ".p12")) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(store.getCertificate("lab").getEncoded());
            return new Certificates(
                    context, HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate " + name + " of what is simulated is broken", e);
        }
    }
}
