package homelab.integration.backupserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.integration.backupserver.BackupServerConfig.Address;
import homelab.integration.backupserver.BackupServerConfig.Token;
import homelab.integration.http.Trust;
import homelab.model.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupServerConfigTest {
    private static final Token TOKEN = new Token("agent@pbs!homelab", Secret.of("hush-hush"));

    @ParameterizedTest
    @CsvSource({
        "PBS.lan, https://pbs.lan:8007",
        "pbs:443, https://pbs:443",
        "https://pbs/, https://pbs:8007",
        "fd00::1, https://[fd00::1]:8007",
        "https://[fd00::1]:8443, https://[fd00::1]:8443",
    })
    void an_address_may_be_a_name_a_port_or_a_url(String written, String meant) {
        assertThat(Address.parse(written)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "https://pbs/api2", "pbs:0", "ftp://pbs", "user@pbs"})
    void what_is_no_address_says_how_one_is_written(String written) {
        assertThatThrownBy(() -> Address.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_is_sent_in_the_clear() {
        assertThatThrownBy(() -> Address.parse("http://127.0.0.1")).hasMessageContaining("write https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent@pbs", "agent!x", "a b@pbs!tt", "agent@pbs!tt:secret", ""})
    void a_token_id_that_is_none_says_how_one_is_written(String id) {
        assertThatThrownBy(() -> new Token(id, Secret.of("hush"))).hasMessageContaining("write user@realm!name");
    }

    @Test
    void a_name_and_an_interval_have_their_bounds() {
        var at = Address.parse("pbs");
        var nobody = new Trust.Nobody();

        assertThatThrownBy(() -> new BackupServerConfig("a/b", at, TOKEN, nobody, Duration.ofMinutes(1)))
                .hasMessageContaining("the name of a backup server");
        assertThatThrownBy(() -> new BackupServerConfig("pbs", at, TOKEN, nobody, Duration.ofMillis(999)))
                .hasMessageContaining("at least 1 s");
    }

    @Test
    void the_secret_is_not_printed() {
        assertThat(new BackupServerConfig(
                        "pbs", Address.parse("pbs"), TOKEN, new Trust.Nobody(), Duration.ofMinutes(1)))
                .asString()
                .doesNotContain("hush");
    }
}
