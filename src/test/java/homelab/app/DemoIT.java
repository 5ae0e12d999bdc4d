package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code homelab demo} as a visitor has it: a process of its own, a second one beside it, and a signal. */
class DemoIT {
    private static final Pattern SECOND_TERMINAL =
            Pattern.compile("export HOMELAB_DATA=(\\S+) DASHBOARD_PORT=([0-9]+)");
    private static final int ENDED_BY_SIGINT = 130;
    private static final int ENDED_BY_SIGTERM = 143;

    /** It cuts itself off after 1.5 s; the rest is for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private Processes processes;

    @BeforeEach
    void begin() {
        processes = new Processes(folder);
    }

    @AfterEach
    void end() {
        processes.close();
    }

    @Test
    void heals_asks_and_takes_a_persons_word_from_a_second_terminal_then_leaves_nothing_behind() throws Exception {
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var demo = processes.start("demo.out", Map.of("DASHBOARD_PORT", port), "demo", "job");
            processes.awaitLine("demo.out", "Port " + port + " is taken, so this is at another one.");
            processes.awaitLine("demo.out", "** INC-1 Question: the job photo-backup failed");

            var status = inSecondTerminal("status");
            var approval = inSecondTerminal("approve", "INC-1");

            assertThat(status).contains("HEALTHY").contains("homebox");
            assertThat(approval).contains("container.start photo-backup");
            processes.awaitLine("demo.out", "-> start photo-backup: 204");
            processes.awaitLine("demo.out", "** INC-1 Approved: the job photo-backup failed");
            processes.awaitLine("demo.out", "** INC-1 Healed: the job photo-backup failed");
            inSecondTerminal("pause");
            processes.awaitLine("demo.out", "<- the agent is paused: nothing new is begun");
            demo.destroy();
            assertThat(demo.waitFor(SOON)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(leftIn(temporary)).isEmpty();
        }
    }

    @Test
    void heals_what_crashed_unasked_within_15_s_and_is_gone_soon_after_ctrl_c() throws Exception {
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        var demo = processes.start("demo.out", Map.of(), "demo", "crash");
        processes.awaitLine("demo.out", "** INC-1 Healed: sonarr crashed");

        processes.interrupt(demo);
        var ended = demo.waitFor(SOON);

        assertThat(ended).isTrue();
        assertThat(demo.exitValue()).isEqualTo(ENDED_BY_SIGINT);
        assertThat(processes.text("demo.out"))
                .containsPattern("(?m)^00:(0[0-9]|1[0-5]) -> start sonarr: 204$")
                .containsPattern("(?m)^00:(0[0-9]|1[0-5]) \\*\\* INC-1 Healed: sonarr crashed$")
                .doesNotContain("Question");
        assertThat(leftIn(temporary)).isEmpty();
    }

    @Test
    void says_what_scripts_there_are_when_it_is_asked_for_another() throws Exception {
        Files.createDirectory(folder.resolve("tmp"));

        var process = processes.start("demo.out", Map.of(), "demo", "nothing");

        assertThat(process.waitFor(Processes.PATIENCE)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(processes.text("demo.out")).contains("there is no script \"nothing\"; there are demo, crash,");
    }

    private static List<String> leftIn(Path temporary) throws IOException {
        try (var left = Files.list(temporary)) {
            return left.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("homelab-demo"))
                    .toList();
        }
    }

    private String inSecondTerminal(String... words) throws Exception {
        var matcher = SECOND_TERMINAL.matcher(processes.text("demo.out"));
        assertThat(matcher.find()).isTrue();
        var file = words[0] + ".out";
        var process = processes.start(
                file, Map.of("HOMELAB_DATA", matcher.group(1), "DASHBOARD_PORT", matcher.group(2)), words);
        assertThat(process.waitFor(Processes.PATIENCE)).isTrue();
        assertThat(process.exitValue()).as(processes.text(file)).isZero();
        return processes.text(file);
    }
}
