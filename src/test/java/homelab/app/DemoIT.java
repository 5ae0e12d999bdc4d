package homelab.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code homelab demo} as a visitor has it: a process of its own, a second one beside it, and a signal. */
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SECOND_TERMINAL =
            Pattern.compile("export HOMELAB_DATA=(\\S+) DASHBOARD_PORT=([0-9]+)");
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void heals_asks_and_takes_a_persons_word_from_a_second_terminal_then_leaves_nothing_behind() throws Exception {
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var demo = start("demo.out", Map.of("DASHBOARD_PORT", port), "demo", "job");
            awaitLine("demo.out", "Port " + port + " is taken, so this is at another one.");
            awaitLine("demo.out", "** INC-1 Question: the job photo-backup failed");

            var status = inSecondTerminal("status");
            var approval = inSecondTerminal("approve", "INC-1");

            assertThat(status).contains("HEALTHY").contains("homebox");
            assertThat(approval).contains("container.start photo-backup");
            awaitLine("demo.out", "-> start photo-backup: 204");
            awaitLine("demo.out", "** INC-1 Approved: the job photo-backup failed");
            awaitLine("demo.out", "** INC-1 Healed: the job photo-backup failed");
            demo.destroy();
            assertThat(demo.waitFor(PATIENCE)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
            try (var left = Files.list(temporary)) {
                assertThat(left.filter(file -> file.getFileName().toString().startsWith("homelab-demo")))
                        .isEmpty();
            }
        }
    }

    @Test
    void says_what_scripts_there_are_when_it_is_asked_for_another() throws Exception {
        Files.createDirectory(folder.resolve("tmp"));

        var process = start("demo.out", Map.of(), "demo", "nothing");

        assertThat(process.waitFor(PATIENCE)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(text("demo.out")).contains("there is no script \"nothing\"; there are demo, crash,");
    }

    private String inSecondTerminal(String... words) throws Exception {
        var matcher = SECOND_TERMINAL.matcher(text("demo.out"));
        assertThat(matcher.find()).isTrue();
        var file = words[0] + ".out";
        var process = start(file, Map.of("HOMELAB_DATA", matcher.group(1), "DASHBOARD_PORT", matcher.group(2)), words);
        assertThat(process.waitFor(PATIENCE)).isTrue();
        assertThat(process.exitValue()).as(text(file)).isZero();
        return text(file);
    }

    private Process start(String output, Map<String, String> environment, String... words) throws IOException {
        var command = new ArrayList<>(List.of(
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
        builder.environment().putAll(new HashMap<>(environment));
        var process = builder.start();
        processes.add(process);
        return process;
    }

    private void awaitLine(String file, String wanted) {
        await().atMost(PATIENCE.toSeconds(), SECONDS)
                .untilAsserted(() -> assertThat(text(file)).contains(wanted));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
