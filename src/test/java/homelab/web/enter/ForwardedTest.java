package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.web.enter.Forwarded.HostPort;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedTest {
    @Test
    void the_nearest_proxys_word_counts() {
        var told = Forwarded.of(header(Map.of(
                "X-Forwarded-For", "1.1.1.1, 2.2.2.2",
                "X-Forwarded-Proto", "http, HTTPS",
                "X-Forwarded-Host", "evil.example, nas.lan:8443",
                "Forwarded", "for=9.9.9.9;host=evil.example")));

        assertThat(told)
                .isEqualTo(new Forwarded(
                        List.of("1.1.1.1", "2.2.2.2"),
                        Optional.of("https"),
                        Optional.of(new HostPort("nas.lan", Optional.of(8443)))));
    }

    @Test
    void rfc_7239_counts_where_it_is_alone() {
        var told = Forwarded.of(header(Map.of(
                "Forwarded", "for=\"[2001:db8::1]:47\";host=\"a,b;c\", For=10.0.0.1 ; Proto=https;host=\"nas.lan\"")));

        assertThat(told)
                .isEqualTo(new Forwarded(
                        List.of("[2001:db8::1]:47", "10.0.0.1"),
                        Optional.of("https"),
                        Optional.of(new HostPort("nas.lan", Optional.empty()))));
    }

    @Test
    void what_makes_no_sense_is_as_if_it_was_not_said() {
        var nothing = new Forwarded(List.of(), Optional.empty(), Optional.empty());

        assertThat(Forwarded.of(header(Map.of()))).isEqualTo(nothing);
        assertThat(Forwarded.of(header(Map.of("X-Forwarded-Proto", "gopher", "X-Forwarded-Host", "a b"))))
                .isEqualTo(nothing);
        assertThat(Forwarded.of(header(Map.of("Forwarded", "\"".repeat(4001) + ";,=".repeat(1000)))))
                .isEqualTo(nothing);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "10.0.0.1:4711, 10.0.0.1",
        "2001:db8::1, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "[2001:db8::1]:4711, 2001:db8::1",
        "unknown, ",
        "_hidden, ",
        "nas.lan, ",
    })
    void a_hop_may_come_with_brackets_and_port(String hop, String address) {
        assertThat(Forwarded.address(hop))
                .isEqualTo(Optional.ofNullable(address).map(InetAddress::ofLiteral));
    }

    private static UnaryOperator<String> header(Map<String, String> headers) {
        return name -> headers.getOrDefault(name, "");
    }
}
