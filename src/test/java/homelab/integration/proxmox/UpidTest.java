package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Secret;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpidTest {

    @Test
    void says_who_did_what_when() {
        var text = "UPID:pve1:0000CB00:001CF71E:6A864D51:qmstart:100:agent@pve!ops:";

        assertThat(Upid.parse(text))
                .contains(new Upid(
                        text,
                        "pve1",
                        51968,
                        1898270,
                        Instant.ofEpochSecond(0x6A864D51L),
                        "qmstart",
                        "100",
                        "agent@pve",
                        Optional.of("ops")));
    }

    @Test
    void a_task_of_a_person_has_no_token_and_may_be_about_nothing() {
        var upid = Upid.parse("UPID:pve:0000CB00:101CF71E5:6A864D51:acmeregister::root@pam:")
                .orElseThrow();

        assertThat(upid.id()).isEmpty();
        assertThat(upid.token()).isEmpty();
        assertThat(upid.pstart()).isEqualTo(0x101CF71E5L);
    }

    @Test
    void the_backup_server_has_one_number_more() {
        var upid = Upid.parse("UPID:pbs:000002E4:00000FF3:00000004:6A864D51:verify:store1:root@pam:")
                .orElseThrow();

        assertThat(upid.startedAt()).isEqualTo(Instant.ofEpochSecond(0x6A864D51L));
        assertThat(upid.type()).isEqualTo("verify");
    }

    @Test
    void knows_its_own_token_by_user_and_name() {
        var upid = Upid.parse("UPID:pve:0000CB00:001CF71E:6A864D51:qmstart:100:agent@pve!ops:")
                .orElseThrow();

        assertThat(upid.isBy(new ProxmoxConfig.Token("agent@pve!ops", Secret.of("x"))))
                .isTrue();
        assertThat(upid.isBy(new ProxmoxConfig.Token("agent@pve!watch", Secret.of("x"))))
                .isFalse();
        assertThat(upid.isBy(new ProxmoxConfig.Token("other@pve!ops", Secret.of("x"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OK",
                "",
                "UPID:",
                "UPID:pve:0000CB00:001CF71E:6A864D51:qmstart:100:root@pam",
                "UPID:../x:0000CB00:001CF71E:6A864D51:qmstart:100:root@pam:",
                "UPID:pve:xyz:001CF71E:6A864D51:qmstart:100:root@pam:",
                "UPID:pve:0000CB00:001CF71E:6A864D51:qmstart:100:root@pam:\n"
            })
    void what_is_no_task_is_none(String text) {
        assertThat(Upid.parse(text)).isEmpty();
    }
}
