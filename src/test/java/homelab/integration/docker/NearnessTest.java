package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose disk it is that a path leads to. */
class NearnessTest {
    private static final long MEMORY = 8_000_000L * 1024;

    @TempDir
    Path root;

    @BeforeEach
    void aMachine() throws IOException {
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/sys/kernel/hostname"), "nas\n");
        Files.writeString(root.resolve("proc/meminfo"), "MemTotal:        8000000 kB\nMemFree: 1 kB\n");
        Files.writeString(root.resolve("proc/self/cgroup"), "0::/system.slice/homelab-agent.service\n");
        Files.writeString(root.resolve("proc/self/mountinfo"), "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n");
    }

    private Optional<String> obstacle(String address, String host, long memory) {
        var self = new EngineApi.Self("ID", host, "/var/lib/docker");
        var about = new EngineApi.About(
                "ID", self, "20.10", Optional.empty(), Duration.ZERO, false, false, memory, List.of());
        return new Nearness(root).obstacle(DockerConfig.of("lab", address), about);
    }

    @Test
    void an_engine_of_the_same_name_and_memory_behind_a_socket_is_here() {
        assertThat(obstacle("unix:///run/docker.sock", "nas", MEMORY)).isEmpty();
    }

    @Test
    void an_engine_behind_a_port_is_elsewhere() {
        assertThat(obstacle("tcp://127.0.0.1:2375", "nas", MEMORY).orElseThrow())
                .contains("port");
    }

    @Test
    void a_socket_that_is_forwarded_from_another_machine_is_found_out() {
        assertThat(obstacle("unix:///run/docker.sock", "other", MEMORY).orElseThrow())
                .contains("calls its machine other");
        assertThat(obstacle("unix:///run/docker.sock", "nas", MEMORY * 2)).isPresent();
        assertThat(obstacle("unix:///run/docker.sock", "nas", 0)).isPresent();
    }

    @Test
    void in_a_container_there_is_another_file_system() throws IOException {
        Files.writeString(root.resolve("proc/self/cgroup"), "0::/system.slice/docker-" + "a".repeat(64) + ".scope\n");

        assertThat(obstacle("unix:///run/docker.sock", "nas", MEMORY).orElseThrow())
                .contains("in a container");
    }

    @Test
    void where_nothing_can_be_read_it_counts_as_elsewhere() throws IOException {
        Files.delete(root.resolve("proc/meminfo"));

        assertThat(obstacle("unix:///run/docker.sock", "nas", MEMORY)).isPresent();
    }
}
