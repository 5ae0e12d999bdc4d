package homelab.model;

import static homelab.model.State.RUNNING;
import static homelab.model.State.STOPPED;
import static homelab.model.State.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Sighting.Change;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void is_unseen_while_its_host_was_and_then_what_it_is_found_to_be() {
        var own = new Course(List.of(change(0, RUNNING), change(20, STOPPED), change(50, RUNNING)));
        var host = new Course(List.of(change(0, RUNNING), change(10, UNSEEN), change(30, RUNNING)));

        var seen = own.behind(host);

        assertThat(seen.changes())
                .containsExactly(change(0, RUNNING), change(10, UNSEEN), change(30, STOPPED), change(50, RUNNING));
    }

    @Test
    void is_itself_behind_a_host_that_was_always_seen_or_of_which_nothing_is_known() {
        var own = new Course(List.of(change(5, RUNNING), change(20, STOPPED)));

        assertThat(own.behind(new Course(List.of(change(0, RUNNING))))).isEqualTo(own);
        assertThat(own.behind(Course.UNKNOWN)).isEqualTo(own);
    }

    @Test
    void is_unseen_before_anything_is_known() {
        var own = new Course(List.of(change(5, RUNNING)));

        assertThat(own.at(NOON)).isEqualTo(UNSEEN);
        assertThat(own.at(NOON.plusSeconds(5))).isEqualTo(RUNNING);
    }

    private static Change change(long second, State to) {
        return new Change(NOON.plusSeconds(second), to);
    }
}
