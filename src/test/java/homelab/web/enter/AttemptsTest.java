package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Attempts attempts = new Attempts(() -> now);

    @Test
    void ten_wrong_ones_bar_their_address_until_the_window_ends() {
        guess("10.0.0.1", 9);
        assertThat(attempts.barred("10.0.0.1")).isEmpty();
        now = now.plusSeconds(60);

        guess("10.0.0.1", 1);

        assertThat(attempts.barred("10.0.0.1")).contains(Duration.ofMinutes(9));
        assertThat(attempts.barred("10.0.0.2")).isEmpty();
        now = now.plus(Duration.ofMinutes(9));
        assertThat(attempts.barred("10.0.0.1")).isEmpty();
    }

    @Test
    void a_network_of_ipv6_is_one_address() {
        for (var i = 0; i < 10; i++) guess("2001:db8:1:2::" + i, 1);

        assertThat(attempts.barred("2001:db8:1:2:ffff::1")).isPresent();
        assertThat(attempts.barred("2001:db8:1:3::1")).isEmpty();
    }

    @Test
    void a_hundred_from_anywhere_bar_everybody() {
        for (var i = 0; i < 100; i++) guess("10.0.0." + i, 1);

        assertThat(attempts.barred("192.0.2.1")).contains(Attempts.WINDOW);
    }

    @Test
    void it_remembers_a_bounded_number_of_addresses() {
        for (var i = 0; i < 5000; i++) guess("10.0." + i / 250 + "." + i % 250, 1);

        assertThat(attempts.addresses()).isEqualTo(Attempts.MOST_ADDRESSES);
    }

    private void guess(String address, int times) {
        for (var i = 0; i < times; i++) attempts.wrong(address);
    }
}
