package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import homelab.lab.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each script of a Proxmox cluster, performed before the whole agent: the real client speaks HTTPS to the simulated
 * cluster, whose journal is the judge. What comes of it stands in a transcript beside the script.
 */
class ClusterScriptsTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/scenarios/proxmox");
    /** Writes the transcripts anew; read them before you commit them. */
    private static final boolean WRITE = Boolean.getBoolean("scenarios.write");
    /** Only those whose name this expression matches, while one works on them. */
    private static final String ONLY = System.getProperty("scenarios.only", ".*");

    @TempDir
    private Path folder;

    static List<String> names() throws IOException {
        try (var files = Files.list(SCRIPTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".lab"))
                    .map(name -> name.replace(".lab", ""))
                    .filter(name -> name.matches(ONLY))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void goes_as_its_transcript_says(String name) throws Exception {
        var expected = SCRIPTS.resolve(name + ".txt");

        String seen;
        List<String> violations;
        try (var performance = new Performance(Script.read(name, ClusterScriptsTest::text), folder)) {
            seen = performance.transcript();
            violations = performance.violations();
        }

        assertThat(violations).as("what a good client does not send").isEmpty();
        if (WRITE) Files.writeString(expected, seen);
        var wanted = Files.readString(expected);
        if (!seen.equals(wanted))
            fail("The script " + name + " went otherwise than " + expected
                    + " says (- expected, + seen).\nIf that is right: mvn test -Dtest=ClusterScriptsTest"
                    + " -Dscenarios.write=true, and read what changed.\n" + Difference.of(wanted, seen));
    }

    @Test
    void no_transcript_is_without_its_script() throws Exception {
        assumeThat(ONLY).as("some are left out").isEqualTo(".*");
        try (var files = Files.list(SCRIPTS)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".txt"))
                            .map(name -> name.replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
    }

    private static Optional<String> text(String name) {
        var file = SCRIPTS.resolve(name + ".lab");
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
