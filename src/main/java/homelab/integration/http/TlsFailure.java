package homelab.integration.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;

/** Java's words for a TLS that did not come about, in plain ones. */
public final class TlsFailure {
    private TlsFailure() {}

    static NotOpened of(IOException failure, Endpoint endpoint, Trust trust, TlsCures cures) {
        var refused = find(failure, NotTrusted.class);
        if (refused.isPresent()) return notTrusted(refused.get(), cures);
        var says = Wire.said(failure);
        if (has(failure, CertificateExpiredException.class))
            return new NotOpened("its certificate has expired", cures.renew(), failure);
        if (has(failure, CertificateNotYetValidException.class))
            return new NotOpened("its certificate is not valid yet", "compare the clocks of both machines", failure);
        if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class))
            return new NotOpened(
                    "its certificate was not signed by " + (trust instanceof Trust.SignedBy by ? by.ca() : "a CA"),
                    cures.signer() + ", or pin the certificate (" + cures.pin() + ")",
                    failure);
        if (has(failure, CertificateException.class))
            return new NotOpened(
                    "its certificate is for another name (" + says + ")",
                    "write a name that is in it instead of "
                            + endpoint.host()
                            + " (" + cures.names() + "), or pin the certificate (" + cures.pin() + ")",
                    failure);
        if (has(failure, SocketTimeoutException.class))
            return new NotOpened(
                    "TLS is not answered", "does " + cures.listener() + " listen there? See what does", failure);
        if (says.contains("Unsupported or unrecognized SSL message"))
            return new NotOpened("it answers without TLS", cures.port() + "; see what listens there", failure);
        return new NotOpened("TLS failed: " + says, "see its log: " + cures.log(), failure);
    }

    private static NotOpened notTrusted(NotTrusted refused, TlsCures cures) {
        var line = cures.pin() + "=" + refused.seen();
        return refused.pinned().isPresent()
                ? new NotOpened(
                        Wire.said(refused),
                        "if it was renewed, and the machine itself shows the same (" + cures.compare() + "), set "
                                + line + "; else somebody else answers there",
                        refused)
                : new NotOpened(
                        Wire.said(refused),
                        "compare it there (" + cures.compare() + "), and if it is the same, set " + line,
                        refused);
    }

    /** The certificate that was refused, where that is why an exchange failed. */
    public static Optional<NotTrusted> refusal(Throwable failure) {
        return find(failure, NotTrusted.class);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return find(failure, kind).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, it -> it.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(20)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
