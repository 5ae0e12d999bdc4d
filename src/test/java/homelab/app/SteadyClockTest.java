package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant wall = NOON;
    private long nanos = 7;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    @Test
    void passes_as_the_machines_clock_does() {
        pass(Duration.ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void does_not_take_a_clock_set_forward_for_time_that_passed() {
        wall = wall.plus(Duration.ofHours(1));
        pass(Duration.ofSeconds(2));

        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(2500));
    }

    @Test
    void goes_on_when_the_machines_clock_is_set_back() {
        wall = wall.minus(Duration.ofHours(1));
        pass(Duration.ofSeconds(40));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void has_caught_up_after_a_while() {
        wall = wall.plus(Duration.ofMinutes(1));
        for (var minute = 0; minute < 5; minute++) {
            pass(Duration.ofMinutes(1));
            clock.instant();
        }

        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void believes_at_once_who_tells_it_the_time_when_it_had_no_idea() {
        wall = wall.plus(Duration.ofDays(300));
        pass(Duration.ofSeconds(1));

        assertThat(clock.instant()).isEqualTo(wall);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }
}
