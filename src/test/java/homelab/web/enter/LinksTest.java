package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Person;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Person ANN = new Person("ann", "page");

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Links links = new Links(() -> now, () -> URI.create("https://nas.lan:8443"));

    @Test
    void no_two_are_alike_and_each_has_256_bits() {
        var seen = new HashSet<String>();

        for (var i = 0; i < 100; i++) seen.add(links.make(ANN).address().toString());

        assertThat(seen).hasSize(100).allMatch(link -> link.matches("https://nas\\.lan:8443/enter/[A-Za-z0-9_-]{43}"));
    }

    @Test
    void each_opens_once_for_whom_it_was_made() {
        var secret = secret();

        assertThat(links.redeem(secret)).contains(ANN);
        assertThat(links.redeem(secret)).isEmpty();
    }

    @Test
    void of_two_at_once_one_succeeds() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var round = 0; round < 5000; round++) {
                var secret = secret();
                var there = new AtomicInteger();
                Callable<Boolean> redeeming = () -> {
                    there.incrementAndGet();
                    while (there.get() < 2) Thread.onSpinWait();
                    return links.redeem(secret).isPresent();
                };

                var one = threads.submit(redeeming);
                var other = threads.submit(redeeming);

                assertThat(one.get() ^ other.get()).isTrue();
            }
        }
    }

    @Test
    void one_more_than_16_ends_the_oldest() {
        var first = secret();
        var second = secret();
        for (var i = 2; i <= Links.MOST; i++) secret();

        assertThat(links.redeem(first)).isEmpty();
        assertThat(links.redeem(second)).contains(ANN);
    }

    @Test
    void it_is_not_shown_by_chance() {
        var made = links.make(ANN);

        assertThat(made.toString()).isEqualTo("a link until 2026-03-01T12:10:00Z");
        assertThat(Optional.of(made).toString()).doesNotContain("enter");
    }

    private String secret() {
        return links.make(ANN).address().getPath().substring("/enter/".length());
    }
}
