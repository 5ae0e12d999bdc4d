package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 192.168.1.5, false",
        "127.0.0.1, '[fd00::5]', false",
        "192.168.1.5, 192.168.1.5, true",
        "192.168.1.5, 192.168.1.6, false",
        "192.168.1.5, 127.0.0.1, true",
        "0.0.0.0, 192.168.1.6, true",
        "0.0.0.0, '[fd00::5]', true",
        "0.0.0.0, nas.lan, false",
        "0.0.0.0, evil.example, false",
        "::, '[fd00::5]', true",
        "fd00::5, '[FD00:0::5]', true",
        "127.0.0.1, '[::ffff:127.0.0.1]', true",
        "127.0.0.1, '', false",
        "127.0.0.1, '[', false",
        "127.0.0.1, localhost.evil.example, false",
        "127.0.0.1, evillocalhost, false",
    })
    void an_address_is_answered_where_it_can_be_ours(String bound, String asked, boolean answered) {
        assertThat(names(bound).has(asked)).isEqualTo(answered);
    }

    @Test
    void a_configured_name_is_answered() {
        var names = new Names(
                InetAddress.ofLiteral("192.168.1.5"),
                "NAS.home",
                List.of(PublicName.parse("https://Homelab.example.org:8443"), PublicName.parse("[fd00::7]")));

        assertThat(Arrays.asList("nas.home", "homelab.EXAMPLE.org", "homelab.example.org.", "[fd00::7]"))
                .allMatch(names::has);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '', http://127.0.0.1:8080",
        "0.0.0.0, '', http://127.0.0.1:8080",
        "192.168.1.5, '', http://192.168.1.5:8080",
        "fd00::5, '', http://[fd00::5]:8080",
        "0.0.0.0, nas.lan, http://nas.lan:8080",
        "0.0.0.0, nas.lan:9000, http://nas.lan:9000",
        "0.0.0.0, https://nas.lan, https://nas.lan",
        "0.0.0.0, https://nas.lan:8443/, https://nas.lan:8443",
        "0.0.0.0, '[fd00::7]', http://[fd00::7]:8080",
    })
    void links_lead_to_the_first_name_or_the_address(String bound, String name, URI address) {
        var others = name.isEmpty() ? List.<PublicName>of() : List.of(PublicName.parse(name), PublicName.parse("b"));

        assertThat(new Names(InetAddress.ofLiteral(bound), bound, others).address(8080))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "http://",
                "ftp://a",
                "nas.lan/path",
                "a:b",
                "user@nas",
                "[zz]",
                "-a",
                "a:123456",
                "a:65536"
            })
    void what_is_no_name_is_refused(String text) {
        assertThatThrownBy(() -> PublicName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is no name; write one such as nas.lan");
    }

    private static Names names(String bound) {
        return new Names(InetAddress.ofLiteral(bound), bound, List.of());
    }
}
