package homelab;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of faults for users keeps up with the code. */
class FaultsPageTest {
    private static final Pattern SHOWN_BY = Pattern.compile("`([A-Za-z]+)\\.([a-z_0-9]+)` \\|$");

    @Test
    void every_trouble_that_the_agent_knows_is_in_it() throws IOException {
        var page = Files.readString(Path.of("docs/faults.md"));

        assertThat(Trouble.values()).allSatisfy(trouble -> assertThat(page).contains("`" + trouble + "`"));
    }

    @Test
    void every_row_names_a_test_that_exists() throws IOException {
        var sources = sources();

        assertThat(rows()).hasSizeGreaterThan(30).allSatisfy(row -> {
            var named = SHOWN_BY.matcher(row);
            assertThat(named.find()).as(row).isTrue();
            assertThat(sources)
                    .as(row)
                    .anyMatch(source -> source.contains("class " + named.group(1) + " ")
                            && source.contains("void " + named.group(2) + "("));
        });
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/faults.md")).stream()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .toList();
    }

    private static List<String> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(FaultsPageTest::text)
                    .collect(Collectors.toList());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
