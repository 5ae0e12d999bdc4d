package homelab.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Check;
import homelab.store.Survey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseCheckupTest {
    private static List<String> told(Survey survey) {
        var checks = new ArrayList<Check>();
        DatabaseCheckup.tell(survey, checks::add);
        return Told.lines(checks);
    }

    @Test
    void a_database_that_is_as_it_should_be() {
        var active = new Survey.Active("nas 6f1c", Instant.parse("2026-03-01T10:15:30.5Z"), false);

        assertThat(told(new Survey("17.2", false, true, true, true, Optional.of(active))))
                .containsExactly(
                        "OK reach: PostgreSQL 17.2",
                        "OK writing: this user may",
                        "OK disk: what it acknowledges is on its disk",
                        "OK active: nas 6f1c, which wrote last at 2026-03-01T10:15:30Z");
    }

    @Test
    void what_must_be_mended() {
        assertThat(told(new Survey("17.2", false, false, false, true, Optional.empty())))
                .contains(
                        "PROBLEM writing: this user may not make or change the agent's tables",
                        "PROBLEM disk: fsync is off: after a power cut the agent may not know what it did",
                        "OK active: none ever was");
        assertThat(told(new Survey("17.2", true, true, true, true, Optional.empty())))
                .contains("PROBLEM writing: it is a replica, which takes no writes");
    }

    @Test
    void a_line_that_others_can_read_is_worth_a_word() {
        assertThat(told(new Survey("17.2", false, true, true, false, Optional.empty())))
                .contains("ADVICE encryption: others on the way to it can read along");
    }
}
