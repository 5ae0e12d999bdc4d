package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.web.FakeDesk;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotedDeskTest {
    private final FakeDesk desk = new FakeDesk();

    @Test
    void adds_its_note_to_those_of_the_loop() {
        var noted = new NotedDesk(desk, Optional.of("another note"));

        assertThat(noted.status()).isEqualTo(desk.status.with(List.of("a note", "another note")));
    }

    @Test
    void adds_nothing_without_a_note() {
        assertThat(new NotedDesk(desk, Optional.empty()).status()).isEqualTo(desk.status);
    }
}
