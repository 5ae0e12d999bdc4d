package homelab.loop.report;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.integration.IntegrationException;
import homelab.integration.Notifier;
import homelab.model.Incident;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.Story;
import homelab.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final PaperOutbox outbox = new PaperOutbox();
    private final Crank crank = new Crank();
    private final Recipient chat = new Recipient("chat");
    private final Recipient logFile = new Recipient("log-file");
    private final Courier courier = new Courier(outbox, List.of(chat, logFile), InstantSource.fixed(NOON), crank);

    @AfterEach
    void stop() {
        courier.close();
    }

    @Test
    void begins_with_what_was_left_and_keeps_the_order() {
        outbox.put(story(1, "asked:a"), "chat");
        outbox.put(story(2, "healed"), "chat");
        outbox.put(story(1, "healed"), "chat");

        courier.start();

        awaitShown(chat, "INC-1 asked:a", "INC-2 healed", "INC-1 healed");
        await().until(() -> outbox.delivered.size() == 3);
    }

    @Test
    void carries_what_is_new_when_it_is_woken() {
        courier.start();
        outbox.put(story(1, "healed"), "chat");

        courier.wake();

        awaitShown(chat, "INC-1 healed");
    }

    @Test
    void shows_what_is_urgent_though_the_outbox_cannot_be_used() {
        outbox.put(story(2, "healed"), "chat");
        outbox.full = true;
        courier.start();

        courier.atOnce(story(1, "cannot-write"));

        await().until(() -> chat.shown.contains("INC-1 cannot-write"));
        awaitShown(logFile, "INC-1 cannot-write");
    }

    @Test
    void tries_again_in_order_with_longer_and_longer_pauses() throws InterruptedException {
        chat.deaf = true;
        outbox.put(story(1, "healed"), "chat");
        outbox.put(story(2, "healed"), "chat");
        courier.start();

        var pauses = new ArrayList<Long>();
        for (var i = 0; i < 8; i++) pauses.add(crank.turn().toSeconds());
        crank.awaited();
        chat.deaf = false;
        crank.letGo();

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        awaitShown(chat, "INC-1 healed", "INC-2 healed");
        assertThat(outbox.failed).startsWith("INC-1 healed: could not reach chat");
    }

    @Test
    void begins_with_short_pauses_again_after_a_success() throws InterruptedException {
        chat.deaf = true;
        outbox.put(story(1, "healed"), "chat");
        courier.start();
        crank.turn();
        crank.awaited();
        chat.deaf = false;
        crank.letGo();
        await().until(() -> outbox.delivered.size() == 1);

        chat.deaf = true;
        outbox.put(story(2, "healed"), "chat");
        courier.wake();

        assertThat(crank.turn()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void one_who_cannot_be_reached_keeps_nobody_waiting() {
        chat.deaf = true;
        outbox.put(story(1, "healed"), "chat");
        outbox.put(story(1, "healed"), "log-file");

        courier.start();

        awaitShown(logFile, "INC-1 healed");
        assertThat(chat.shown).isEmpty();
    }

    @Test
    void waking_does_not_hammer_one_who_cannot_be_reached() throws InterruptedException {
        chat.deaf = true;
        outbox.put(story(1, "healed"), "chat");
        courier.start();
        await().until(() -> outbox.failed.size() == 1);

        for (var i = 0; i < 100; i++) courier.wake();
        outbox.put(story(1, "healed"), "log-file");
        courier.wake();
        awaitShown(logFile, "INC-1 healed");

        assertThat(outbox.failed).hasSize(1);
    }

    @Test
    void shows_once_what_it_could_not_note_as_delivered() throws InterruptedException {
        outbox.full = true;
        outbox.put(story(1, "healed"), "chat");
        courier.start();
        crank.awaited();
        assertThat(chat.shown).containsExactly("INC-1 healed");

        outbox.full = false;
        crank.letGo();

        await().until(() -> outbox.delivered.size() == 1);
        assertThat(chat.shown).containsExactly("INC-1 healed");
    }

    @Test
    void a_fault_in_a_notifier_does_not_end_the_round() throws InterruptedException {
        chat.faulty = true;
        outbox.put(story(1, "healed"), "chat");
        courier.start();
        await().until(() -> outbox.failed.size() == 1);

        chat.faulty = false;
        crank.turn();

        awaitShown(chat, "INC-1 healed");
    }

    @Test
    void a_question_that_was_overtaken_is_not_put_any_more() {
        outbox.put(asking(1), "chat");
        outbox.put(asking(2), "chat");
        outbox.put(story(1, "over"), "chat");

        courier.start();

        awaitShown(chat, "INC-1 asked:h", "INC-2 asked:h with a question", "INC-1 over");
    }

    @Test
    void stops_while_it_waits_and_leaves_the_rest_for_the_next_process() {
        chat.deaf = true;
        outbox.put(story(1, "healed"), "chat");
        courier.start();
        await().until(() -> outbox.failed.size() == 1);

        courier.close();

        assertThat(outbox.undelivered("chat", 10)).hasSize(1);
    }

    private static void awaitShown(Recipient recipient, String... stories) {
        await().atMost(5, SECONDS)
                .untilAsserted(() -> assertThat(recipient.shown).containsExactly(stories));
    }

    private static Story story(long incident, String key) {
        return new Story(
                new Incident.Id(incident), key, NOON, Severity.INFO, "title", List.of(), false, Optional.empty());
    }

    private static Story asking(long incident) {
        return new Story(
                new Incident.Id(incident),
                "asked:h",
                NOON,
                Severity.INFO,
                "title",
                List.of(),
                false,
                Optional.of(new Story.Question("h", "container.start web", Risk.LOW)));
    }

    /** Time that passes only when the test turns it. */
    private static final class Crank implements Courier.Pause {
        private final BlockingQueue<Duration> begun = new SynchronousQueue<>();
        private final BlockingQueue<Duration> over = new SynchronousQueue<>();

        @Override
        public void pause(Duration length) throws InterruptedException {
            begun.put(length);
            over.take();
        }

        /** Waits for somebody to wait, and says for how long. */
        Duration awaited() throws InterruptedException {
            var length = begun.poll(5, SECONDS);
            if (length == null) throw new AssertionError("nobody waits");
            return length;
        }

        void letGo() throws InterruptedException {
            over.put(Duration.ZERO);
        }

        Duration turn() throws InterruptedException {
            var length = awaited();
            letGo();
            return length;
        }
    }

    private static final class Recipient implements Notifier {
        private final String name;
        final List<String> shown = new CopyOnWriteArrayList<>();
        volatile boolean deaf;
        volatile boolean faulty;

        Recipient(String name) {
            this.name = name;
        }

        @Override
        public String recipient() {
            return name;
        }

        @Override
        public void show(Story story) throws IntegrationException {
            if (faulty) throw new IllegalStateException("a fault in the program");
            if (deaf) throw new IntegrationException(IntegrationException.Kind.UNREACHABLE, "could not reach " + name);
            var question = story.question().isPresent() ? " with a question" : "";
            shown.add(story.incident() + " " + story.key() + question);
        }
    }

    /** An outbox in memory. */
    private static final class PaperOutbox implements Outbox {
        private final AtomicLong next = new AtomicLong();
        private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
        final List<Delivery> delivered = new CopyOnWriteArrayList<>();
        final List<String> failed = new CopyOnWriteArrayList<>();
        volatile boolean full;

        void put(Story story, String recipient) {
            waiting.add(new Delivery(next.incrementAndGet(), recipient, story, 0));
        }

        @Override
        public List<Delivery> undelivered(String recipient, int most) {
            return waiting.stream()
                    .filter(each -> each.recipient().equals(recipient))
                    .limit(most)
                    .toList();
        }

        @Override
        public void delivered(Delivery delivery, Instant at) throws StoreException {
            if (full) throw new StoreException(StoreException.Kind.UNWRITABLE, "the disk is full; free some space");
            waiting.remove(delivery);
            delivered.add(delivery);
        }

        @Override
        public void failed(Delivery delivery, Instant at, String why) {
            failed.add(delivery.story().incident() + " " + delivery.story().key() + ": " + why);
        }
    }
}
