package homelab.integration.docker;

import static homelab.integration.docker.Chronicle.Hearsay.KNOWN;
import static homelab.integration.docker.Chronicle.Hearsay.NEW;
import static homelab.integration.docker.Chronicle.Hearsay.NEW_AFTER_A_GAP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private static final long SECOND = 1_000_000_000L;

    private static EngineEvent event(long second) {
        return new EngineEvent(
                "container", "c1", "die", "", Optional.empty(), Optional.empty(), second * SECOND, Instant.EPOCH);
    }

    private static Chronicle knowing(long second) {
        return Chronicle.from(new Cursor(second * SECOND, event(second).key(), "boot", "E"));
    }

    @Test
    void asks_from_a_little_before_the_last_event() {
        assertThat(knowing(100).since()).isEqualTo(Instant.ofEpochSecond(99));
    }

    @Test
    void a_replay_that_begins_with_what_is_known_is_whole() {
        var chronicle = knowing(100);
        chronicle.since();

        assertThat(chronicle.catchUp(event(99))).isEqualTo(KNOWN);
        assertThat(chronicle.catchUp(event(100))).isEqualTo(KNOWN);
        assertThat(chronicle.lastIsDue()).isFalse();
        assertThat(chronicle.catchUp(event(101))).isEqualTo(NEW);
        assertThat(chronicle.hear(event(101))).isEqualTo(KNOWN);
    }

    @Test
    void something_new_before_what_is_known_shows_a_gap_once() {
        var chronicle = knowing(100);
        chronicle.since();

        assertThat(chronicle.hear(event(150))).isEqualTo(NEW_AFTER_A_GAP);
        assertThat(chronicle.hear(event(151))).isEqualTo(NEW);
    }

    @Test
    void an_empty_replay_leaves_the_last_event_due() {
        var chronicle = knowing(100);
        chronicle.since();

        assertThat(chronicle.lastIsDue()).isTrue();
    }

    @Test
    void a_clock_that_was_set_back_while_a_stream_was_open_costs_no_event() {
        var chronicle = knowing(7200);

        assertThat(chronicle.hear(event(3700))).isEqualTo(NEW);
        assertThat(chronicle.since()).isEqualTo(Instant.ofEpochSecond(3699));
        assertThat(chronicle.hear(event(3700))).isEqualTo(KNOWN);
        assertThat(chronicle.hear(event(3701))).isEqualTo(NEW);
    }

    @Test
    void a_clock_that_was_set_back_before_a_stream_was_opened_shows_a_gap_once() {
        var chronicle = knowing(7200);
        chronicle.since();

        assertThat(chronicle.hear(event(3700))).isEqualTo(NEW_AFTER_A_GAP);
        assertThat(chronicle.hear(event(3701))).isEqualTo(NEW);
        assertThat(chronicle.since()).isEqualTo(Instant.ofEpochSecond(3700));
    }

    @Test
    void what_was_caught_up_with_is_not_told_again_by_the_stream() {
        var chronicle = knowing(100);
        chronicle.since();
        chronicle.catchUp(event(99));
        chronicle.catchUp(event(100));

        chronicle.since();

        assertThat(chronicle.hear(event(99))).isEqualTo(KNOWN);
        assertThat(chronicle.hear(event(100))).isEqualTo(KNOWN);
    }

    @Test
    void what_an_older_stream_still_tells_is_no_gap_and_is_heard_once() {
        var chronicle = knowing(100);
        chronicle.since();

        assertThat(chronicle.hearLate(event(101))).isEqualTo(NEW);
        assertThat(chronicle.hear(event(100))).isEqualTo(KNOWN);
        assertThat(chronicle.hear(event(101))).isEqualTo(KNOWN);
        assertThat(chronicle.hear(event(102))).isEqualTo(NEW);
    }

    @Test
    void at_the_first_start_everything_in_the_engines_memory_is_known() {
        var chronicle = Chronicle.begunWith("E", List.of(event(1), event(2)), Instant.ofEpochSecond(9));

        assertThat(chronicle.cursor("boot")).isEqualTo(new Cursor(2 * SECOND, event(2).key(), "boot", "E"));
        assertThat(chronicle.hear(event(1))).isEqualTo(KNOWN);
        assertThat(chronicle.hear(event(3))).isEqualTo(NEW);
    }

    @Test
    void a_cursor_survives_being_written_down() {
        var cursor = new Cursor(1_767_225_600_000_000_001L, "1/container/die/c1", "", "an engine");

        assertThat(Cursor.parse(cursor.text())).contains(cursor);
        assertThat(Cursor.parse("2 1 k b e")).isEmpty();
        assertThat(Cursor.parse("1 99999999999999999999 k b e")).isEmpty();
        assertThat(Cursor.parse("")).isEmpty();
    }

    @Test
    void an_execs_command_does_not_get_past_the_border() {
        var event = EngineEvent.read(
                EngineApi.JSON.readTree(
                        "{\"Type\":\"container\",\"Action\":\"exec_create: mysql -p hunter2\",\"Actor\":{\"ID\":\"c1\"},\"timeNano\":5}"),
                Instant.EPOCH);

        assertThat(event.toString()).doesNotContain("hunter2");
        assertThat(event.key()).isEqualTo("5/container/exec_create/c1");
    }
}
