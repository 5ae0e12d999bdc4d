package homelab.integration.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/** The SHA-256 of a certificate. Prints as Proxmox shows it: {@code AA:BB:…}. */
public record Fingerprint(String hex) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    /** With or without colons, in upper or lower case. */
    public static Fingerprint parse(String text) {
        var hex = text.strip().replace(":", "").toUpperCase(Locale.ROOT);
        if (!hex.matches("[0-9A-F]{64}"))
            throw new IllegalArgumentException("is no SHA-256 fingerprint: that has 64 hexadecimal digits");
        return new Fingerprint(hex);
    }

    public static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().withUpperCase().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return COLONS.formatHex(HexFormat.of().parseHex(hex));
    }
}
