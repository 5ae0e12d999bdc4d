package homelab.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the cache of classes, where the temporary directory is of no use. */
class RehearsalTest {
    @TempDir
    private Path folder;

    private Process rehearse(Path configuration, Path target) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder.resolve("missing"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "homelab.app.Rehearsal",
                        configuration.toString(),
                        target.resolve("native").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private boolean ends(Process process) throws InterruptedException {
        try {
            return process.waitFor(60, SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void needs_no_temporary_directory_and_leaves_the_library_alone_behind() throws IOException, InterruptedException {
        var target = Files.createDirectory(folder.resolve("t"));

        var process = rehearse(Path.of("examples/homelab.yaml"), target);

        assertThat(ends(process)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        try (var left = Files.list(target)) {
            assertThat(left).containsExactly(target.resolve("native"));
        }
    }

    @Test
    void ends_when_it_fails_and_says_why() throws IOException, InterruptedException {
        // No path of a socket may be that long.
        var target = Files.createDirectory(folder.resolve("t".repeat(120)));

        var process = rehearse(Path.of("examples/homelab.yaml"), target);

        assertThat(ends(process)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("output"))).contains("Exception");
    }
}
