package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.integration.http.Trust;
import homelab.integration.proxmox.ProxmoxConfig.Address;
import homelab.integration.proxmox.ProxmoxConfig.Token;
import homelab.model.Secret;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxmoxConfigTest {
    private static final Token TOKEN = new Token("agent@pve!watch", Secret.of("hush"));

    @ParameterizedTest
    @CsvSource({
        "pve, https://pve:8006",
        "PVE.lan, https://pve.lan:8006",
        "pve.lan:443, https://pve.lan:443",
        "https://pve.lan/, https://pve.lan:8006",
        "https://10.0.0.2:8007, https://10.0.0.2:8007",
        "fd00::1, https://[fd00::1]:8006",
        "[fd00::1], https://[fd00::1]:8006",
        "https://[fd00::1]:8443, https://[fd00::1]:8443",
        "http://127.0.0.1:8006, http://127.0.0.1:8006",
        "http://localhost, http://localhost:8006",
    })
    void an_address_may_be_a_name_a_port_or_a_url(String written, String meant) {
        assertThat(Address.parse(written)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "https://pve/api2", "pve:0", "pve:99999", "ftp://pve", "999.1.1.1", "user@pve"})
    void what_is_no_address_is_told_with_its_cure(String written) {
        assertThatThrownBy(() -> Address.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_clear_is_for_this_machine_alone() {
        assertThatThrownBy(() -> Address.parse("http://pve.lan"))
                .hasMessageContaining("reads the token")
                .hasMessageContaining("https://pve.lan:8006");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent@pve", "agent!watch", "agent@pve!", "a b@pve!t", "agent@pve!watch=secret", ""})
    void a_token_id_that_is_none_says_how_one_is_written(String id) {
        assertThatThrownBy(() -> new Token(id, Secret.of("hush"))).hasMessageContaining("write user@realm!name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root@pam!homelab", "a.b-c@my-ldap!x_1"})
    void a_token_id_has_a_user_a_realm_and_a_name(String id) {
        assertThat(new Token(id, Secret.of("hush")).id()).isEqualTo(id);
    }

    @Test
    void a_fingerprint_is_one_however_it_is_written() {
        var bare = "ab".repeat(32);

        assertThat(new Trust.Pinned(bare)).isEqualTo(new Trust.Pinned("AB:".repeat(31) + "AB"));
        assertThatThrownBy(() -> new Trust.Pinned("AB:CD")).hasMessageContaining("64 hexadecimal digits");
    }

    @Test
    void a_secret_does_not_show() {
        assertThat(config("a", Duration.ofSeconds(60), Set.of()).toString()).doesNotContain("hush");
    }

    @Test
    void rules_hold_when_it_is_made() {
        assertThatThrownBy(() -> config("a b", Duration.ofSeconds(60), Set.of()))
                .hasMessageContaining("\"a b\"");
        assertThatThrownBy(() -> config("a", Duration.ZERO, Set.of())).hasMessageContaining("at least 1 s");
        assertThatThrownBy(() -> config("a", Duration.ofSeconds(60), Set.of(7)))
                .hasMessageContaining("from 100 to 999999999, but is 7");
    }

    private static ProxmoxConfig config(String name, Duration interval, Set<Integer> critical) {
        return new ProxmoxConfig(
                name, Address.parse("pve"), TOKEN, new Trust.Nobody(), interval, ProxmoxConfig.OLDEST_BACKUP, critical);
    }
}
