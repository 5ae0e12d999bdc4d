package homelab.integration.http;

import java.security.cert.CertificateException;
import java.util.Optional;

/** A certificate that was shown and not believed. */
public final class NotTrusted extends CertificateException {
    private static final long serialVersionUID = 1;

    private final transient Optional<Fingerprint> pinned;
    private final transient Fingerprint seen;

    NotTrusted(Optional<Fingerprint> pinned, Fingerprint seen) {
        super(pinned.map(old -> "the certificate has changed: pinned " + old + ", seen " + seen)
                .orElseGet(() -> "nobody said yet which certificate is its; it shows " + seen));
        this.pinned = pinned;
        this.seen = seen;
    }

    /** Empty: none was pinned. */
    public Optional<Fingerprint> pinned() {
        return pinned;
    }

    public Fingerprint seen() {
        return seen;
    }
}
