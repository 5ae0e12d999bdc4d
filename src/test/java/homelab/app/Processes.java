package homelab.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in processes of its own, and what they print. */
final class Processes implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Process> all = new ArrayList<>();

    /** @param folder where they run; {@code tmp} in it is their temporary directory */
    Processes(Path folder) {
        this.folder = folder;
    }

    /** @param output the file in the folder that gets all that it prints */
    Process start(String output, Map<String, String> environment, String... words) throws IOException {
        // Whoever starts the tests in the background may have them ignore Ctrl-C, and their children inherit that.
        var command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "homelab.Main"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(HOMELAB|DASHBOARD|DOCKER)_.*"));
        builder.environment().putAll(environment);
        var process = builder.start();
        all.add(process);
        return process;
    }

    /** As Ctrl-C does. */
    void interrupt(Process process) throws Exception {
        var kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    void awaitLine(String output, String wanted) {
        await().atMost(PATIENCE.toSeconds(), SECONDS)
                .untilAsserted(() -> assertThat(text(output)).contains(wanted));
    }

    String text(String output) throws IOException {
        return Files.readString(folder.resolve(output));
    }

    @Override
    public void close() {
        all.forEach(Process::destroyForcibly);
    }
}
