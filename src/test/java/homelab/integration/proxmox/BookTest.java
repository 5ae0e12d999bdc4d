package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BookTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration MINUTES = Duration.ofMinutes(2);

    private final Book<String, Integer> book = new Book<>(MINUTES);

    @Test
    void a_time_out_within_a_node_is_asked_again_in_time_and_leaves_the_answer_before() {
        book.ask("a", NOON, () -> 1);
        book.ask("a", NOON.plus(MINUTES), () -> refused(Kind.REJECTED, "got timeout"));

        assertThat(book.dueAt("a")).isEqualTo(NOON.plus(MINUTES).plus(MINUTES));
        assertThat(book.value("a")).contains(1);
        assertThat(book.answeredAt("a")).isEqualTo(NOON);
        assertThat(book.noted("a", NOON.plus(MINUTES))).isEmpty();
    }

    @Test
    void what_may_not_be_seen_is_not_asked_for_hours() {
        book.ask("a", NOON, () -> refused(Kind.FORBIDDEN, "Permission check failed"));

        assertThat(book.dueAt("a")).isEqualTo(NOON.plus(Duration.ofHours(6)));
        assertThat(book.value("a")).isEmpty();
    }

    private static int refused(Kind kind, String why) throws IntegrationException {
        throw new IntegrationException(kind, why);
    }
}
