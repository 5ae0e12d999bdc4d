package homelab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");

    @Test
    void every_file_that_a_document_names_is_there() throws IOException {
        try (var root = Files.list(Path.of(""));
                var docs = Files.walk(Path.of("docs"))) {
            var links = Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .flatMap(LinksTest::targets)
                    .toList();

            assertThat(links)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(target -> assertThat(target).exists());
        }
    }

    /** The links that stay in the checkout. */
    private static Stream<Path> targets(Path file) {
        try {
            return LINK.matcher(Files.readString(file))
                    .results()
                    .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                    .map(link -> link.replaceFirst("#.*", ""))
                    .filter(link -> !link.isEmpty() && !link.matches("[a-z]+:.*"))
                    .map(link -> file.resolveSibling(link).normalize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
