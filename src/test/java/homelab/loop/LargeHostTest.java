package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two thousand containers on one host. */
class LargeHostTest extends ScenarioTest {
    private static final int FALLEN = 200;

    @Test
    void two_hundred_that_fall_at_once_cost_one_commit_three_messages_and_one_start_each() throws Exception {
        scenario.running(2000);
        scenario.start();
        var fallen = scenario.host.boxes().subList(0, FALLEN);
        var before = scenario.commits();

        fallen.forEach(box -> scenario.host.dies(box, 137));
        scenario.turnsOnce();
        assertThat(scenario.commits() - before).isEqualTo(1);
        scenario.pass(Duration.ofSeconds(10));
        scenario.approves(FALLEN + 1);
        scenario.pass(Duration.ofMinutes(2));

        assertThat(scenario.stories())
                .containsExactly(
                        "** Question: Much of vm fell at once",
                        "** Approved: Much of vm fell at once",
                        "** Healed: Much of vm fell at once");
        assertThat(scenario.requests())
                .containsExactlyInAnyOrderElementsOf(fallen.stream()
                        .map(box -> "-> container.start " + box.name)
                        .toList());
    }

    @Test
    void a_full_look_at_two_thousand_that_shows_nothing_new_writes_nothing_but_where_the_stream_stands()
            throws Exception {
        scenario.running(2000);
        scenario.start();
        var before = scenario.commits();

        IntStream.range(0, 10).forEach(ignored -> scenario.host.fullLook());
        scenario.turnsOnce();

        assertThat(scenario.commits() - before).isZero();
        assertThat(scenario.seen()).isEqualTo(Collections.emptyList());
    }
}
