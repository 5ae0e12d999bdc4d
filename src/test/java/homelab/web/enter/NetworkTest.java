package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "172.18.0.5, 172.18.0.5, true",
        "172.18.0.5, 172.18.0.6, false",
        "172.18.0.0/16, 172.18.255.255, true",
        "172.18.0.0/16, 172.19.0.0, false",
        "172.18.7.7/16, 172.18.0.1, true",
        "10.0.0.0/9, 10.127.1.1, true",
        "10.0.0.0/9, 10.128.1.1, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, fd00::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::1, ::1, true",
    })
    void holds_what_begins_alike(String network, String address, boolean holds) {
        assertThat(Network.parse(network).has(InetAddress.ofLiteral(address))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nas.lan", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/x", "fd00::/129", "/8"})
    void what_is_no_network_is_refused(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write one such as 172.18.0.5");
    }
}
