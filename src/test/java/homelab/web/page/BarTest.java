package homelab.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Course;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.web.page.Bar.Row;
import homelab.web.page.Bar.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
    /** The picture ends with the quarter that has begun: at 12:15. */
    private static final Instant NOW = Instant.parse("2026-03-01T12:05:00Z");

    private static final Instant BEGIN = Instant.parse("2026-02-28T12:15:00Z");

    @Test
    void what_ran_all_the_time_is_one_run_of_quarters() {
        var bar = Bar.of(course(at(Duration.ofDays(3), State.RUNNING)), NOW);

        assertThat(bar)
                .isEqualTo(new Bar(
                        "running all the time",
                        List.of(new Slot(0, 96, 2, 8, "well")),
                        List.of(new Row(BEGIN, "running", "well", "")),
                        0));
    }

    @Test
    void a_fall_of_a_minute_is_not_lost() {
        var bar = Bar.of(
                course(
                        at(Duration.ofDays(3), State.RUNNING),
                        at(Duration.ofMinutes(64), State.UNHEALTHY),
                        at(Duration.ofMinutes(63), State.RUNNING)),
                NOW);

        assertThat(bar.slots())
                .containsExactly(
                        new Slot(0, 91, 2, 8, "well"), new Slot(91, 1, 0, 10, "wrong"), new Slot(92, 4, 2, 8, "well"));
        assertThat(bar.says()).isEqualTo("running 23 h 49 min, unhealthy 1 min 0 s");
        assertThat(bar.rows()).extracting(Row::state).containsExactly("running", "unhealthy", "running");
        assertThat(bar.rows()).extracting(Row::lasted).containsExactly("", "1 min 0 s", "22 h 46 min");
    }

    @Test
    void what_is_not_known_is_grey_and_never_green() {
        var nothing = Bar.of(Course.UNKNOWN, NOW);
        var late = Bar.of(course(at(Duration.ofMinutes(60), State.RUNNING)), NOW);

        assertThat(nothing.slots()).containsExactly(new Slot(0, 96, 5, 1, "unseen"));
        assertThat(nothing.says()).isEqualTo("not seen all the time");
        assertThat(late.slots()).containsExactly(new Slot(0, 92, 5, 1, "unseen"), new Slot(92, 4, 2, 8, "well"));
    }

    @Test
    void a_quarter_that_was_partly_unseen_is_grey() {
        var bar = Bar.of(
                course(
                        at(Duration.ofDays(3), State.RUNNING),
                        at(Duration.ofMinutes(64), State.UNSEEN),
                        at(Duration.ofMinutes(63), State.RUNNING)),
                NOW);

        assertThat(bar.slots().get(1)).isEqualTo(new Slot(91, 1, 5, 1, "unseen"));
    }

    @Test
    void a_picture_made_on_the_quarter_is_whole() {
        var bar = Bar.of(course(at(Duration.ofDays(3), State.RUNNING)), Instant.parse("2026-03-01T12:00:00Z"));

        assertThat(bar.slots()).containsExactly(new Slot(0, 96, 2, 8, "well"));
    }

    @Test
    void a_table_does_not_grow_without_end() {
        var changes = new ArrayList<Sighting.Change>();
        for (var minute = 1000; minute > 0; minute--)
            changes.add(at(Duration.ofMinutes(minute), minute % 2 == 0 ? State.STOPPED : State.RUNNING));

        var bar = Bar.of(new Course(changes), NOW);

        assertThat(bar.rows()).hasSize(40);
        assertThat(bar.leftOut()).isEqualTo(1001 - 40);
        assertThat(bar.says()).contains("stopped 8 h 20 min (500 times)");
    }

    @Test
    void changes_at_one_instant_and_to_the_same_state_are_one() {
        var bar = Bar.of(
                course(
                        at(Duration.ofDays(3), State.RUNNING),
                        at(Duration.ofMinutes(30), State.RUNNING),
                        at(Duration.ofMinutes(20), State.STOPPED),
                        at(Duration.ofMinutes(20), State.UNHEALTHY)),
                NOW);

        assertThat(bar.rows()).extracting(Row::state).containsExactly("unhealthy", "running");
    }

    private static Course course(Sighting.Change... changes) {
        return new Course(List.of(changes));
    }

    private static Sighting.Change at(Duration ago, State to) {
        return new Sighting.Change(NOW.minus(ago), to);
    }
}
