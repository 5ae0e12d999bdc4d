package homelab.loop.report;

import homelab.integration.IntegrationException;
import homelab.integration.Notifier;
import homelab.model.Story;
import homelab.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One recipient's deliveries, oldest first: what fails is tried again before anything later is shown. */
final class Round implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int BATCH = 50;

    private final Outbox outbox;
    private final Notifier notifier;
    private final InstantSource clock;
    private final Courier.Pause pause;
    // rung once from the start, for what an earlier process left
    private final Semaphore bell = new Semaphore(1);
    private final ReentrantLock showing = new ReentrantLock();
    /** The last that was shown: where that cannot be noted, it is not shown again and again. */
    private long shown = -1;

    private Duration nextPause = FIRST_PAUSE;
    private boolean broken;

    Round(Outbox outbox, Notifier notifier, InstantSource clock, Courier.Pause pause) {
        this.outbox = outbox;
        this.notifier = notifier;
        this.clock = clock;
        this.pause = pause;
    }

    String recipient() {
        return notifier.recipient();
    }

    void ring() {
        bell.release();
    }

    @Override
    public void run() {
        try {
            while (true) {
                bell.acquire();
                bell.drainPermits();
                while (!carriedAll()) {
                    pause.pause(nextPause);
                    var doubled = nextPause.multipliedBy(2);
                    nextPause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the courier to {} stops", recipient());
        }
    }

    /** False when something could not be shown, or the outbox could not be read or written. */
    private boolean carriedAll() throws InterruptedException {
        try {
            for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch())
                for (var i = 0; i < batch.size(); i++)
                    if (!carried(batch.get(i), batch.subList(i + 1, batch.size()))) return false;
            return true;
        } catch (StoreException | RuntimeException e) {
            say("the outbox cannot be used", e);
            return false;
        }
    }

    private List<Outbox.Delivery> nextBatch() throws StoreException {
        return outbox.undelivered(recipient(), BATCH);
    }

    private boolean carried(Outbox.Delivery delivery, List<Outbox.Delivery> later)
            throws StoreException, InterruptedException {
        try {
            if (shown != delivery.id()) show(asItStands(delivery.story(), later));
            shown = delivery.id();
        } catch (IntegrationException | RuntimeException e) {
            // stopping tears down what a notifier is doing: that says nothing about the recipient
            if (Thread.interrupted()) throw new InterruptedException();
            outbox.failed(delivery, clock.instant(), String.valueOf(e.getMessage()));
            say("could not show " + delivery.story().incident(), e);
            return false;
        }
        outbox.delivered(delivery, clock.instant());
        sayWellAgain();
        return true;
    }

    /** One at a time, though what is urgent comes by another thread. */
    void show(Story story) throws IntegrationException {
        showing.lock();
        try {
            notifier.show(story);
        } finally {
            showing.unlock();
        }
    }

    /** A question that a later story has overtaken can no longer be answered, so it is not put any more. */
    private static Story asItStands(Story story, List<Outbox.Delivery> later) {
        var overtaken = later.stream().anyMatch(each -> each.story().incident().equals(story.incident()));
        return overtaken && story.question().isPresent()
                ? new Story(
                        story.incident(),
                        story.key(),
                        story.at(),
                        story.severity(),
                        story.title(),
                        story.lines(),
                        story.urgent(),
                        Optional.empty())
                : story;
    }

    /** Once when it breaks, not at every try. */
    private void say(String what, Exception why) {
        if (broken) return;
        broken = true;
        if (why instanceof RuntimeException) LOG.error("{}: {}, by a fault in the program", recipient(), what, why);
        else LOG.warn("{}: {}: {}; it is tried again and again", recipient(), what, why.getMessage());
    }

    private void sayWellAgain() {
        if (broken) LOG.info("{} can be reached again", recipient());
        broken = false;
        nextPause = FIRST_PAUSE;
    }
}
