package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homelab.engine.Pki;
import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Fingerprint;
import homelab.integration.http.NotTrusted;
import homelab.integration.http.TlsFailure;
import homelab.integration.http.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrustTest {
    private static final String OTHER = "00:".repeat(31) + "00";

    private Path own;
    private FakePve pve;
    private String fingerprint;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        own = Pki.in(folder.resolve("pki")).engineNamed("node", "pve1.lan");
        pve = answering(own);
        fingerprint = Fingerprint.of((X509Certificate) FakePve.certificate(own)).toString();
    }

    private static FakePve answering(Path files) throws IOException, GeneralSecurityException {
        return FakePve.secured(files).data("GET /version", "{\"version\":\"9.2.4\"}");
    }

    @AfterEach
    void close() throws IOException {
        pve.close();
    }

    private static String version(FakePve pve, String host, Trust trust) throws IntegrationException {
        try (var wire = new PveWire(pve.config(true, host, trust))) {
            return new PveApi(wire).version().text();
        }
    }

    private static IntegrationException refusal(FakePve pve, String host, Trust trust) {
        return catchThrowableOfType(IntegrationException.class, () -> version(pve, host, trust));
    }

    @Test
    void a_pinned_certificate_is_believed_whatever_its_name() throws IntegrationException {
        assertThat(version(pve, "127.0.0.1", new Trust.Pinned(fingerprint))).isEqualTo("9.2.4");
        assertThat(version(
                        pve,
                        "localhost",
                        new Trust.Pinned(fingerprint.replace(":", "").toLowerCase(Locale.ROOT))))
                .isEqualTo("9.2.4");
    }

    @Test
    void a_pinned_certificate_is_believed_after_it_expired() throws Exception {
        var old = Pki.in(folder.resolve("old")).expired("node");
        try (var expired = answering(old)) {
            var pinned = Fingerprint.of((X509Certificate) FakePve.certificate(old));

            assertThat(version(expired, "127.0.0.1", new Trust.Pinned(pinned.toString())))
                    .isEqualTo("9.2.4");
        }
    }

    @Test
    void a_changed_one_is_told_and_never_accepted() {
        var refused = refusal(pve, "127.0.0.1", new Trust.Pinned(OTHER));

        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused)
                .hasMessageContaining("nothing was sent")
                .hasMessageContaining("the certificate has changed: pinned " + OTHER + ", seen " + fingerprint);
        assertThat(TlsFailure.refusal(refused).map(NotTrusted::seen)).contains(Fingerprint.parse(fingerprint));
        assertThat(pve.asked()).isEmpty();
    }

    @Test
    void without_trust_nothing_is_sent_and_the_line_to_set_is_told() {
        var refused = refusal(pve, "127.0.0.1", new Trust.Nobody());

        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused)
                .hasMessageContaining("nothing was sent")
                .hasMessageContaining("set PROXMOX_FINGERPRINT=" + fingerprint)
                .hasMessageContaining("pvenode cert info")
                .hasMessageContaining("openssl x509 -fingerprint -sha256 -noout -in /etc/pve/local/pve-ssl.pem");
        assertThat(pve.asked()).isEmpty();
    }

    @Test
    void a_ca_is_believed_for_the_name_that_it_signed() throws Exception {
        var pki = Pki.in(folder.resolve("ca"));
        try (var named = answering(pki.engine("here"))) {
            var trust = new Trust.SignedBy(folder.resolve("ca/ca.pem"));

            assertThat(version(named, "localhost", trust)).isEqualTo("9.2.4");
            assertThat(version(named, "127.0.0.1", trust)).isEqualTo("9.2.4");
        }
    }

    @Test
    void a_ca_does_not_make_another_name_right() {
        var refused = refusal(pve, "localhost", new Trust.SignedBy(folder.resolve("pki/ca.pem")));

        assertThat(refused).hasMessageContaining("for another name");
        assertThat(pve.asked()).isEmpty();
    }

    @Test
    void another_ca_and_an_expired_certificate_are_refused() throws Exception {
        Pki.in(folder.resolve("other"));
        var expired = Pki.in(folder.resolve("old")).expired("node");
        try (var old = answering(expired)) {
            var foreign = refusal(pve, "localhost", new Trust.SignedBy(folder.resolve("other/ca.pem")));
            var late = refusal(old, "localhost", new Trust.SignedBy(folder.resolve("old/ca.pem")));

            assertThat(foreign).hasMessageContaining("was not signed by");
            assertThat(late).hasMessageContaining("has expired");
            assertThat(pve.asked()).isEmpty();
            assertThat(old.asked()).isEmpty();
        }
    }

    @Test
    void a_ca_file_that_is_none_is_told() {
        var refused = refusal(pve, "localhost", new Trust.SignedBy(folder.resolve("nowhere.pem")));

        assertThat(refused).hasMessageContaining("its CA file cannot be used").hasMessageContaining("nowhere.pem");
    }
}
