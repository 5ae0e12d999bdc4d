package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code homelab run} as its owner reads it, where the port is taken and no engine is there. */
class RunIT {
    @TempDir
    private Path folder;

    private Processes processes;

    @BeforeEach
    void begin() throws Exception {
        Files.createDirectory(folder.resolve("tmp"));
        processes = new Processes(folder);
    }

    @AfterEach
    void end() {
        processes.close();
    }

    @Test
    void says_what_it_watches_what_to_do_about_a_taken_port_and_that_it_has_stopped() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            var environment = Map.of(
                    "DOCKER_HOST",
                    "unix:///nowhere.sock",
                    "DASHBOARD_PORT",
                    Integer.toString(port),
                    "HOMELAB_DATA",
                    "data");

            var agent = processes.start("run.out", environment, "run");

            processes.awaitLine(
                    "run.out",
                    "Homelab Agent watches docker (unix:///nowhere.sock). It only watches; to let it heal: homelab mode"
                            + " heal");
            processes.awaitLine("run.out", "such as: DASHBOARD_PORT=" + (port + 1) + " homelab run");
            agent.destroy();
            assertThat(agent.waitFor(Processes.PATIENCE)).isTrue();
            assertThat(processes.text("run.out")).endsWith("Homelab Agent has stopped.\n");
        }
    }
}
