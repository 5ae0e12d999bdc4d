package homelab.integration.docker;

import homelab.integration.http.NotOpened;
import homelab.integration.http.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Java's words for a TLS that did not come about, in plain ones. */
final class TlsFailure {
    private static final List<String> BROKEN_OFF =
            List.of("Broken pipe", "Connection reset", "terminated the handshake");

    private TlsFailure() {}

    static NotOpened of(IOException failure, AddressConfig.Tcp address, TlsConfig files) {
        return refusal(failure, files).orElseGet(() -> ours(failure, address, files));
    }

    /** What the engine says against the agent's certificate. With TLS 1.3 it says so after the handshake. */
    static Optional<NotOpened> refusal(Throwable failure, TlsConfig files) {
        if (!(failure instanceof SSLHandshakeException)) return Optional.empty();
        var says = Wire.said(failure);
        if (!says.contains("fatal alert: ")) return Optional.empty();
        var alert = says.substring(says.indexOf("fatal alert: ") + "fatal alert: ".length());
        return switch (alert) {
            case "certificate_required",
                    "bad_certificate",
                    "handshake_failure",
                    "certificate_unknown",
                    "unknown_ca",
                    "access_denied",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired" -> Optional.of(refused(alert, files, failure));
            default -> Optional.empty();
        };
    }

    private static NotOpened refused(String alert, TlsConfig files, Throwable failure) {
        if (files.own().isEmpty())
            return new NotOpened(
                    "the engine asks for a client certificate, and none is configured (" + alert + ")",
                    "name one that its CA signed (DOCKER_CERT_PATH, or docker.tls with cert and key)",
                    failure);
        var cert = files.own().get().cert();
        return alert.equals("certificate_expired")
                ? new NotOpened(
                        "the agent's certificate " + cert + " has expired", "have its CA sign a new one", failure)
                : new NotOpened(
                        "the engine does not accept the agent's certificate " + cert + " (" + alert + ")",
                        "use one that the CA signed which the engine was given (--tlscacert), for clientAuth, and not"
                                + " expired: openssl x509 -noout -dates -issuer -in " + cert,
                        failure);
    }

    private static NotOpened ours(IOException failure, AddressConfig.Tcp address, TlsConfig files) {
        var says = Wire.said(failure);
        if (has(failure, CertificateExpiredException.class))
            return new NotOpened(
                    "the engine's certificate has expired", "have it made anew, and restart the engine", failure);
        if (has(failure, CertificateNotYetValidException.class))
            return new NotOpened(
                    "the engine's certificate is not valid yet", "compare the clocks of both machines", failure);
        if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class))
            return new NotOpened(
                    "the engine's certificate was not signed by " + files.ca(),
                    "name the CA that signed it; see openssl s_client -connect " + address.place(),
                    failure);
        if (has(failure, CertificateException.class))
            return new NotOpened(
                    "the engine's certificate is for another name (" + says + ")",
                    "write the name that is in it, or have one made for " + address.host() + " (subjectAltName)",
                    failure);
        if (has(failure, SocketTimeoutException.class))
            return new NotOpened("TLS is not answered", "is that an engine's port? See what listens there", failure);
        if (says.contains("Unsupported or unrecognized SSL message"))
            return new NotOpened(
                    "it answers without TLS",
                    "have the engine ask for certificates (--tlsverify); its port with TLS is mostly 2376",
                    failure);
        if (says.contains("protocol_version") || says.contains("not accepted by client preferences"))
            return new NotOpened("it speaks no TLS of version 1.2 or newer", "renew what listens there", failure);
        if (isBrokenOff(says))
            return new NotOpened(
                    "it broke off the handshake (" + says + ")",
                    "mostly it does not accept the agent's certificate or misses one; see the engine's log",
                    failure);
        return new NotOpened("TLS failed: " + says, "does it speak TLS there? See its log", failure);
    }

    /** With TLS 1.3 an engine may hang up before its word against a certificate has come through. */
    static boolean isBrokenOff(String says) {
        return BROKEN_OFF.stream().anyMatch(says::contains);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, it -> it.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(20)
                .anyMatch(kind::isInstance);
    }
}
