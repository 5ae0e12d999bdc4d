package homelab.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedTest {

    static List<Key> keys() {
        return Key.all();
    }

    /** A row of the table: the key, its variable or a dash, its default or a dash. */
    @ParameterizedTest
    @MethodSource("keys")
    void the_guide_has_a_row_for_every_key(Key key) throws IOException {
        var row = "| `" + key.path() + "` | " + cell(key.variable()) + " | " + cell(key.fallback()) + " |";

        assertThat(Files.readString(Path.of("docs/configuration.md"))).contains(row);
    }

    private static String cell(String text) {
        return text.isEmpty() ? "–" : "`" + text + "`";
    }
}
