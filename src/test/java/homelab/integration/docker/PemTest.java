package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.engine.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as openssl writes them. */
class PemTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "genrsa -out, RSA, BEGIN PRIVATE KEY",
        "genrsa -traditional -out, RSA, BEGIN RSA PRIVATE KEY",
        "ecparam -genkey -name prime256v1 -out, EC, BEGIN EC PRIVATE KEY",
        "ecparam -genkey -name secp384r1 -noout -out, EC, BEGIN EC PRIVATE KEY",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out, EC, BEGIN PRIVATE KEY",
        "genpkey -algorithm ed25519 -out, EdDSA, BEGIN PRIVATE KEY"
    })
    void reads_every_kind_of_key(String command, String algorithm, String border) throws IOException {
        var file = folder.resolve("key.pem");
        Pki.openssl(command, file);

        assertThat(Files.readString(file)).contains(border);
        assertThat(Pem.read(file, "").key().getAlgorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @CsvSource({"genrsa -aes128 -passout pass:hush -out", "genrsa -traditional -aes128 -passout pass:hush -out"})
    void says_that_nobody_can_type_a_passphrase(String command) {
        var file = folder.resolve("key.pem");
        Pki.openssl(command, file);

        assertThatThrownBy(() -> Pem.read(file, "").key())
                .hasMessageContaining(file + " is locked by a passphrase")
                .hasMessageContaining("openssl pkey -in");
    }

    @Test
    void says_what_a_file_does_not_hold() throws IOException {
        var file = Files.writeString(folder.resolve("x.pem"), "hello");

        assertThatThrownBy(() -> Pem.read(file, "").key()).hasMessageContaining(file + " holds no private key");
        assertThatThrownBy(() -> Pem.read(file, "").certificates()).hasMessageContaining("holds no certificate");
        assertThatThrownBy(() -> Pem.read(folder.resolve("y.pem"), "copy it there"))
                .hasMessage("there is no " + folder.resolve("y.pem") + "; copy it there");
    }

    @ParameterizedTest
    @CsvSource({"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"})
    void calls_a_damaged_key_one(String border) throws IOException {
        var file = Files.writeString(
                folder.resolve("x.pem"), "-----BEGIN " + border + "-----\nMDA=\n-----END " + border + "-----\n");

        assertThatThrownBy(() -> Pem.read(file, "").key())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }
}
