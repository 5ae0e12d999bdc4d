package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** A PEM file as openssl writes it. What cannot be read is an IOException that names the file and the cure. */
record Pem(Path file, String text) {
    private static final int LARGEST = 1 << 20;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
    private static final byte[] EC = hex("06072a8648ce3d0201");

    /** @param cure what to do where there is no such file */
    static Pem read(Path file, String cure) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new Pem(file, new String(in.readNBytes(LARGEST), ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no " + file + "; " + cure, e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by this user; give it to the user (chown)", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    List<X509Certificate> certificates() throws IOException {
        var found = new ArrayList<X509Certificate>();
        for (var blocks = BLOCK.matcher(text); blocks.find(); )
            if (blocks.group(1).equals("CERTIFICATE") || blocks.group(1).equals("TRUSTED CERTIFICATE"))
                found.add(certificate(bytes(blocks.group(2))));
        if (found.isEmpty()) throw wrong("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        return found;
    }

    private X509Certificate certificate(byte[] der) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw wrong("holds a certificate that cannot be read");
        }
    }

    PrivateKey key() throws IOException {
        for (var blocks = BLOCK.matcher(text); blocks.find(); ) {
            var body = blocks.group(2);
            switch (blocks.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8(bytes(body));
                }
                case "RSA PRIVATE KEY" -> {
                    if (text.contains("ENCRYPTED")) throw locked();
                    return pkcs8(wrapped(RSA, bytes(body)));
                }
                case "EC PRIVATE KEY" -> {
                    if (text.contains("ENCRYPTED")) throw locked();
                    return pkcs8(sec1(bytes(body)));
                }
                case "ENCRYPTED PRIVATE KEY" -> throw locked();
                default -> {}
            }
        }
        // An encrypted one of the older kind has dashes between its borders.
        if (text.contains("Proc-Type: 4,ENCRYPTED")) throw locked();
        throw wrong("holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private PrivateKey pkcs8(byte[] der) throws IOException {
        for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // another algorithm's
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Java lacks " + algorithm, e);
            }
        }
        throw wrong("holds a key that cannot be read; RSA, EC and Ed25519 can be");
    }

    /** RFC 5915: SEQUENCE { 1, key, [0] curve, [1] public }; the curve moves to where PKCS#8 has it. */
    private byte[] sec1(byte[] der) throws IOException {
        try {
            var inside = content(der, 0);
            int curve = inside + 3;
            curve = content(der, curve) + length(der, curve);
            if ((der[curve] & 0xff) != 0xa0) throw wrong("holds an EC key that does not name its curve");
            int from = content(der, curve);
            var oid = Arrays.copyOfRange(der, from, from + length(der, curve));
            return wrapped(tagged(0x30, joined(EC, oid)), der);
        } catch (IndexOutOfBoundsException e) {
            throw wrong("holds a key that breaks off");
        }
    }

    private static int content(byte[] der, int tag) {
        int first = der[tag + 1] & 0xff;
        return tag + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int tag) {
        int first = der[tag + 1] & 0xff;
        if (first < 0x80) return first;
        int length = 0;
        for (int i = 0; i < Math.min(3, first & 0x7f); i++) length = length << 8 | (der[tag + 2 + i] & 0xff);
        return length;
    }

    /** RFC 5208: SEQUENCE { 0, algorithm, OCTET STRING { key } } */
    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return tagged(0x30, joined(joined(hex("020100"), algorithm), tagged(0x04, key)));
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) out.write(length);
        else {
            int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) out.write(length >> (8 * i));
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private byte[] bytes(String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw wrong("is damaged");
        }
    }

    private IOException locked() {
        return new IOException(file + " is locked by a passphrase, and there is nobody to type it; write it without:"
                + " openssl pkey -in " + file + " -out key.pem");
    }

    private IOException wrong(String what) {
        return new IOException(file + " " + what + "; have it made anew, or name the right file");
    }
}
