package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Story;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class OutboxContract {
    @TempDir
    Path data;

    final Backend backend;

    OutboxContract(Backend backend) {
        this.backend = backend;
    }

    private final TestClock clock = new TestClock();

    private Store open() throws StoreException {
        var store = backend.open(data, "test", clock);
        store.recipients(List.of("log", "chat"));
        return store;
    }

    private static Commit stories(String... titles) {
        var stories =
                List.of(titles).stream().map(title -> Samples.story(1, title)).toList();
        return new Commit(
                Samples.AT,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                stories,
                Map.of(),
                List.of());
    }

    private static List<String> titles(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::story).map(Story::title).toList();
    }

    @Test
    void each_recipient_gets_every_story_in_order() throws StoreException {
        try (var store = open()) {
            store.commit(stories("one", "two"));
            store.commit(stories("three"));

            assertThat(titles(store.undelivered("log", 10))).containsExactly("one", "two", "three");
            assertThat(titles(store.undelivered("chat", 2))).containsExactly("one", "two");
            assertThat(store.undelivered("nobody", 10)).isEmpty();
            assertThat(store.undelivered("log", 1).getFirst().story()).isEqualTo(Samples.story(1, "one"));
        }
    }

    @Test
    void what_was_delivered_to_one_still_waits_for_the_other_and_survives_a_restart() throws StoreException {
        try (var store = open()) {
            store.commit(stories("one", "two"));
            store.delivered(store.undelivered("log", 1).getFirst(), Samples.AT);
        }

        try (var store = open()) {
            assertThat(titles(store.undelivered("log", 10))).containsExactly("two");
            assertThat(titles(store.undelivered("chat", 10))).containsExactly("one", "two");
        }
    }

    @Test
    void what_failed_keeps_its_place_and_counts_its_tries() throws StoreException {
        try (var store = open()) {
            store.commit(stories("one", "two"));

            store.failed(store.undelivered("log", 1).getFirst(), Samples.AT, "connection refused \0 \uD83D");
            store.failed(store.undelivered("log", 1).getFirst(), Samples.AT, "again");

            assertThat(titles(store.undelivered("log", 10))).containsExactly("one", "two");
            assertThat(store.undelivered("log", 10)).extracting(Delivery::tries).containsExactly(2, 0);
            assertThat(store.undelivered("chat", 10))
                    .extracting(Delivery::tries)
                    .containsExactly(0, 0);
        }
    }

    @Test
    void after_thirty_days_what_was_delivered_is_forgotten_and_what_waits_is_not() throws Exception {
        try (var store = open()) {
            store.commit(stories("one", "two"));
            store.delivered(store.undelivered("log", 1).getFirst(), Samples.AT);
            var newest = store.undelivered("chat", 10).getLast();
            store.delivered(newest, Samples.AT);
        }

        clock.pass(Duration.ofDays(31));

        try (var store = open()) {
            assertThat(count()).isEqualTo(3);
            store.commit(stories("three"));
            assertThat(titles(store.undelivered("log", 10))).containsExactly("two", "three");
            assertThat(titles(store.undelivered("chat", 10))).containsExactly("one", "three");
        }
    }

    private long count() throws StoreException {
        return backend.place(data)
                .look(
                        "count",
                        jdbc -> jdbc.sql("SELECT count(*) FROM outbox")
                                .query(Long.class)
                                .single());
    }
}
