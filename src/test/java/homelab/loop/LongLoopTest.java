package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes on for a day costs a few tries, a few messages and little disk. */
class LongLoopTest extends ScenarioTest {
    private static final int TRIES = 3;
    private static final int A_DAY = 6;
    private static final long LITTLE = 4L << 20;

    @Test
    void what_ends_20_s_after_each_start_is_tried_three_times_in_two_hours() throws Exception {
        endsSoon(Duration.ofHours(2));
    }

    @Test
    @Tag("long")
    void what_ends_20_s_after_each_start_is_tried_three_times_in_a_day() throws Exception {
        endsSoon(Duration.ofHours(24));
    }

    private void endsSoon(Duration time) throws Exception {
        var web = scenario.running("web");
        web.diesAfter = Optional.of(Duration.ofSeconds(20));
        scenario.running("calm");
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));

        scenario.pass(time);

        assertThat(scenario.requests()).hasSize(TRIES);
        assertThat(scenario.stories()).containsExactly("** A person is needed: web crashed");
        assertThat(scenario.incidents()).hasSize(1);
        assertThat(sizeOnDisk()).isLessThan(LITTLE);
    }

    @Test
    @Tag("long")
    void what_falls_again_an_hour_after_each_repair_is_repaired_six_times_a_day() throws Exception {
        var web = scenario.running("web");
        web.diesAfter = Optional.of(Duration.ofHours(1));
        scenario.running("calm");
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));

        scenario.pass(Duration.ofHours(23));

        assertThat(scenario.requests()).hasSize(A_DAY);
        assertThat(scenario.stories())
                .hasSize(A_DAY + 1)
                .endsWith("** A person is needed: web crashed")
                .startsWith("** Healed: web crashed");
        assertThat(sizeOnDisk()).isLessThan(LITTLE);
    }

    /** It is kept by somebody else's hand, such as a cron job: the agent tells it once and leaves it. */
    @Test
    @Tag("long")
    void what_somebody_starts_every_minute_and_ends_again_is_told_a_few_times_a_day() throws Exception {
        var web = scenario.running("web");
        web.diesAfter = Optional.of(Duration.ofSeconds(20));
        scenario.running("calm");
        scenario.start();
        scenario.happens("web dies", () -> scenario.host.dies(web, 1));

        for (var minute = 0; minute < Duration.ofHours(24).toMinutes(); minute++) {
            scenario.pass(Duration.ofMinutes(1));
            if (!web.state.runs()) scenario.happens("a cron job starts it", () -> scenario.host.starts(web));
        }

        assertThat(scenario.stories()).hasSizeLessThan(5);
        assertThat(scenario.requests()).hasSizeLessThan(5);
        assertThat(sizeOnDisk()).isLessThan(4 * LITTLE);
    }

    private long sizeOnDisk() throws Exception {
        try (var files = Files.walk(data)) {
            var all = files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("ballast"))
                    .toList();
            var size = 0L;
            for (var file : all) size += Files.size(file);
            return size;
        }
    }
}
