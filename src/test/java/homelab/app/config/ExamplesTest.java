package homelab.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    static List<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void each_loads_without_a_word(Path example) {
        var settings = load(example).settings();

        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void the_complete_one_says_what_holds_anyway() {
        var nothing = new Loader(Map.of(), Path.of("/nowhere"), Path.of("/nowhere")).load(Optional.empty());

        assertThat(load(Path.of("examples/homelab.yaml")).config()).isEqualTo(nothing.config());
    }

    @ParameterizedTest
    @MethodSource("homelab.app.config.DocumentedTest#keys")
    void the_complete_one_names_every_key(Key key) throws IOException {
        assertThat(Files.readString(Path.of("examples/homelab.yaml"))).containsPattern("(?m)^[ #]*" + key.name() + ":");
    }

    private static Loaded load(Path example) {
        return new Loader(Map.of(), Path.of("."), Path.of("/nowhere")).load(Optional.of(example));
    }
}
