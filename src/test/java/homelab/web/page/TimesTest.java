package homelab.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:05:00Z");
    private final Times times = new Times(NOW);

    @Test
    void what_was_and_what_will_be_are_told_in_one_unit() {
        assertThat(times.ago(NOW)).isEqualTo("just now");
        assertThat(times.ago(NOW.minusSeconds(59))).isEqualTo("59 s ago");
        assertThat(times.ago(NOW.minusSeconds(61))).isEqualTo("1 min ago");
        assertThat(times.ago(NOW.minus(Duration.ofHours(47)))).isEqualTo("47 h ago");
        assertThat(times.ago(NOW.minus(Duration.ofDays(2)))).isEqualTo("2 days ago");
        assertThat(times.ago(NOW.plusSeconds(90))).isEqualTo("in 1 min");
    }

    @Test
    void what_is_not_of_today_has_its_day() {
        assertThat(times.clock(NOW.minusSeconds(60))).isEqualTo("12:04 UTC");
        assertThat(times.clock(NOW.minus(Duration.ofHours(21)))).isEqualTo("28 Feb 15:05 UTC");
        assertThat(times.seconds(NOW.minus(Duration.ofHours(12)))).isEqualTo("00:05:00 UTC");
        assertThat(times.seconds(NOW.minus(Duration.ofHours(13)))).isEqualTo("28 Feb 23:05:00 UTC");
    }

    @Test
    void a_length_has_two_units() {
        assertThat(Times.length(Duration.ofSeconds(34))).isEqualTo("34 s");
        assertThat(Times.length(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(Times.length(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
        assertThat(times.lasting(NOW.plusSeconds(5))).isEqualTo("0 s");
    }
}
