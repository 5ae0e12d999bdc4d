package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerConfigTest {
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
}
