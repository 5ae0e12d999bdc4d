package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import homelab.lab.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each script of the lab, performed before the whole agent: what comes of it stands in a transcript beside this test. */
class ScriptsTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/scenarios");
    /** Writes the transcripts anew; read them before you commit them. */
    private static final boolean WRITE = Boolean.getBoolean("scenarios.write");

    static final List<String> NAMES = Script.NAMES;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("NAMES")
    void goes_as_its_transcript_says(String name) throws Exception {
        var expected = TRANSCRIPTS.resolve(name + ".txt");

        String seen;
        try (var performance = new Performance(Script.named(name), folder)) {
            seen = performance.transcript();
        }

        if (WRITE) Files.writeString(expected, seen);
        var wanted = Files.readString(expected);
        if (!seen.equals(wanted))
            fail("The script " + name + " went otherwise than " + expected
                    + " says (- expected, + seen).\nIf that is right: mvn test -Dtest=ScriptsTest -Dscenarios.write=true,"
                    + " and read what changed.\n" + Difference.of(wanted, seen));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void goes_the_same_way_where_the_engines_clock_is_an_hour_off(String name) throws Exception {
        var wanted = Files.readString(TRANSCRIPTS.resolve(name + ".txt"));

        for (var off : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            var own = Files.createDirectory(folder.resolve(off.toString()));
            try (var performance = new Performance(Script.named(name), own, off)) {
                assertThat(performance.transcript()).as("ahead by " + off).isEqualTo(wanted);
            }
        }
    }

    @Test
    void there_is_a_transcript_for_each_script() throws Exception {
        try (var files = Files.list(TRANSCRIPTS)) {
            var names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replace(".txt", ""))
                    .toList();

            assertThat(names).containsExactlyInAnyOrderElementsOf(NAMES);
        }
    }
}
