package homelab.loop.report;

import homelab.integration.Notifier;
import homelab.model.Story;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Brings stories to people: one round for each recipient, so that one who cannot be reached keeps nobody waiting. */
public final class Courier implements Post, AutoCloseable {
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    private final List<Round> rounds;
    private final List<Urgent> urgent;
    private final List<Thread> threads;

    /** @param pause how to wait between tries: the program sleeps, a test turns it */
    public Courier(Outbox outbox, List<Notifier> notifiers, InstantSource clock, Pause pause) {
        this.rounds = notifiers.stream()
                .map(notifier -> new Round(outbox, notifier, clock, pause))
                .toList();
        this.urgent = rounds.stream().map(round -> new Urgent(round, pause)).toList();
        this.threads = Stream.concat(rounds.stream(), urgent.stream())
                .map(work -> Thread.ofVirtual().name("courier").unstarted(work))
                .toList();
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration length) throws InterruptedException;
    }

    /** Begins with what an earlier process left undelivered. */
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void wake() {
        rounds.forEach(Round::ring);
    }

    @Override
    public void atOnce(Story story) {
        urgent.forEach(each -> each.add(story));
    }

    /** What is not delivered by now stays in the outbox. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (var thread : threads) if (thread.isAlive()) thread.join(LONGEST_GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
