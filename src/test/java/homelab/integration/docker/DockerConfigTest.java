package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerConfigTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "'', unix:///s, 60, must be 1 to 64 letters",
        "a b, unix:///s, 60, must be 1 to 64 letters",
        "lab, tcp://nas:2375, 60, must be unix:///path",
        "lab, /var/run/docker.sock, 60, must be unix:///path",
        "lab, unix:///s, 0, at least 1 s"
    })
    void says_what_is_wrong(String name, String host, long seconds, String complaint) {
        assertThatThrownBy(() ->
                        new DockerConfig(name, host, Duration.ofSeconds(seconds), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void a_path_that_no_kernel_takes_is_refused() {
        assertThatThrownBy(() -> DockerConfig.of("lab", "unix:///" + "x".repeat(120)))
                .hasMessageContaining("107 bytes");
    }

    @Test
    void a_host_is_told_from_a_container(@TempDir Path root) throws IOException {
        var proc = Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(proc.resolve("cgroup"), "0::/init.scope\n");
        // A host sees the mounts of its containers.
        Files.writeString(
                proc.resolve("mountinfo"),
                "9 1 0:1 / /var/lib/docker/overlay2/" + ID + "/merged rw - overlay overlay rw\n");
        assertThat(Whereabouts.inAContainer(root)).isFalse();

        Files.writeString(
                proc.resolve("mountinfo"),
                "9 1 0:1 /var/lib/docker/containers/" + ID + "/hostname /etc/hostname rw - ext4 /dev/vda rw\n");
        assertThat(Whereabouts.inAContainer(root)).isTrue();

        Files.delete(proc.resolve("mountinfo"));
        Files.writeString(proc.resolve("cgroup"), "0::/docker/" + ID + "\n");
        assertThat(Whereabouts.inAContainer(root)).isTrue();
    }
}
