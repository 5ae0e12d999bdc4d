package homelab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {
    private record Holder(String name, Optional<Secret> token) {}

    @Test
    void prints_nothing_of_itself_wherever_it_is_held() {
        var held = new Holder("api", Optional.of(Secret.of("hunter2-hunter2")));

        assertThat(held.toString()).contains("***").doesNotContain("hunter2");
    }

    @Test
    void a_blank_one_is_none_and_is_not_printed_either() {
        assertThatThrownBy(() -> Secret.of(" ")).hasMessage("a secret must not be blank");
    }
}
