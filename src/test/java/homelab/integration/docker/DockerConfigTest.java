package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
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
        "lab, /var/run/docker.sock, 60, must be unix:///path",
        "lab, unix:///s, 0, at least 1 s"
    })
    void says_what_is_wrong(String name, String host, long seconds, String complaint) {
        assertThatThrownBy(() -> new DockerConfig(
                        name,
                        AddressConfig.parse(host, Optional.empty()),
                        Duration.ofSeconds(seconds),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void a_path_that_no_kernel_takes_is_refused() {
        assertThatThrownBy(() -> DockerConfig.of("lab", "unix:///" + "x".repeat(120)))
                .hasMessageContaining("107 bytes");
    }

    @Test
    void this_machine_s_mounts_and_boots_say_nothing_of_an_engine_behind_a_port() {
        var near = DockerConfig.of("lab", "unix:///s");
        var far = DockerConfig.of("lab", "tcp://127.0.0.1");

        assertThat(near.bootId()).isPresent();
        assertThat(far.bootId()).isEmpty();
        assertThat(far.mountinfo()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://nas, whoever reaches that port is root on its host",
        "tcp://127.0.0.1, every user and program of this machine",
        "'tcp://[::1]:9', every user and program of this machine",
        "unix:///s, ''"
    })
    void says_what_an_open_port_means(String host, String danger) {
        assertThat(DockerConfig.of("lab", host).warning().orElse("")).contains(danger);
    }
}
