package homelab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|plain",
                "so\u001B[31mred\u001B[0m|sored",
                "a\u001B]0;title\u0007text|atext",
                "\u202Eright\u200Bzero|rightzero",
                "bell\u0007bell|bell bell",
                "\uD83D\uDE00|\uD83D\uDE00",
                "lone\uD83D|lone"
            })
    void drops_what_moves_the_cursor_or_turns_the_line(String outside, String harmless) {
        assertThat(Text.harmless(outside)).isEqualTo(harmless);
    }

    @Test
    void is_one_line() {
        assertThat(Text.harmless("one\ntwo\r\nthree\u2028four")).isEqualTo("one two  three four");
    }

    @Test
    void is_cut_with_an_ellipsis_and_never_within_a_character() {
        assertThat(Text.harmless("x".repeat(501))).isEqualTo("x".repeat(499) + "…");
        assertThat(Text.harmless("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(Text.harmless("xxx\uD83D\uDE00y", 5)).isEqualTo("xxx…");
    }
}
