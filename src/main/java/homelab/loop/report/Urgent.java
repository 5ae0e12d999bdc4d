package homelab.loop.report;

import homelab.integration.IntegrationException;
import homelab.model.Story;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stories that one recipient gets from memory, because the store cannot be written. They are lost when the agent ends or
 * the recipient stays out of reach; the log has them all the same.
 */
final class Urgent implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Urgent.class);
    /** While nothing can be written, there is not much to tell. */
    private static final int MOST = 20;

    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Round round;
    private final Courier.Pause pause;
    private final BlockingQueue<Story> waiting = new ArrayBlockingQueue<>(MOST);

    Urgent(Round round, Courier.Pause pause) {
        this.round = round;
        this.pause = pause;
    }

    void add(Story story) {
        if (!waiting.offer(story))
            LOG.warn("{}: too much at once, so it is not told: {}", round.recipient(), story.title());
    }

    @Override
    public void run() {
        try {
            while (true) show(waiting.take());
        } catch (InterruptedException e) {
            LOG.debug("the courier to {} stops", round.recipient());
        }
    }

    private void show(Story story) throws InterruptedException {
        for (var left = TRIES; left > 0; left--) {
            try {
                round.show(story);
                return;
            } catch (IntegrationException | RuntimeException e) {
                if (Thread.interrupted()) throw new InterruptedException();
                if (left == 1)
                    LOG.warn("{}: not told, though urgent: {}: {}", round.recipient(), story.title(), e.getMessage());
                else pause.pause(PAUSE);
            }
        }
    }
}
