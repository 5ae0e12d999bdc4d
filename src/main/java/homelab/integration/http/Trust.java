package homelab.integration.http;

import java.nio.file.Path;

/** Whom the agent believes to be the other side. Part of the configuration. */
public sealed interface Trust {
    /** Who shows the certificate with this SHA-256, and nobody else. */
    record Pinned(String fingerprint) implements Trust {
        public Pinned {
            fingerprint = Fingerprint.parse(fingerprint).toString();
        }
    }

    /** Whose certificate was signed by what is in this PEM file, for the name that is asked. */
    record SignedBy(Path ca) implements Trust {}

    /** Nobody yet: the certificate is only told, so that its owner can pin it. */
    record Nobody() implements Trust {}
}
