package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TermTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final Term term = new Term(nanos::get);

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static Duration seconds(int number) {
        return Duration.ofSeconds(number);
    }

    @Test
    void counts_from_before_the_write_though_the_process_was_stopped_in_it() {
        var span = term.next(seconds(30));
        pass(40);

        term.holds(span);

        assertThat(term.left()).isEqualTo(seconds(-10));
    }

    @Test
    void is_not_changed_by_a_write_that_failed() {
        term.holds(term.next(seconds(30)));
        pass(20);

        var failed = term.next(seconds(30));

        assertThat(failed.length()).isEqualTo(seconds(30));
        assertThat(term.left()).isEqualTo(seconds(10));
        assertThat(term.sinceRenewed()).isEqualTo(seconds(20));
    }

    @Test
    void is_never_shortened_by_a_later_write() {
        term.holds(term.next(seconds(600)));
        pass(1);

        term.holds(term.next(seconds(30)));

        assertThat(term.left()).isEqualTo(seconds(599));
        assertThat(term.sinceRenewed()).isZero();
    }

    @Test
    void is_over_for_good_once_it_was_lost() {
        term.holds(term.next(seconds(30)));

        term.end();
        term.holds(term.next(seconds(30)));

        assertThat(term.left()).isNegative();
    }
}
