package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ColumnTest {
    @Test
    void what_a_text_column_cannot_hold_becomes_a_replacement_character() {
        assertThat(Column.of("nul \0, alone \uD83D and \uDC33, whale \uD83D\uDC33"))
                .isEqualTo("nul \uFFFD, alone \uFFFD and \uFFFD, whale \uD83D\uDC33");
    }

    @Test
    void the_order_of_the_texts_is_the_order_of_the_times() {
        var second = Instant.parse("2026-03-01T10:15:30Z");

        assertThat(Column.of(second)).isEqualTo("2026-03-01T10:15:30.000000000Z");
        assertThat(Column.of(second)).isLessThan(Column.of(second.plusNanos(1)));
        assertThat(Column.of(second.plusNanos(999_999_999))).isLessThan(Column.of(second.plusSeconds(1)));
    }
}
