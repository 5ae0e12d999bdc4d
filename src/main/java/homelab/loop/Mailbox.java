package homelab.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Where others leave messages for the loop. Nothing is dropped: when it is full, a source waits, while people's words
 * and answers are always taken.
 */
final class Mailbox {
    /** Looks that may wait; a source that is faster than the loop is slowed down to its pace. */
    private static final int MOST_LOOKS = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private boolean nudged;

    void put(Message message) {
        lock.lock();
        try {
            while (message instanceof Message.Looked && messages.size() >= MOST_LOOKS) emptied.awaitUninterruptibly();
            messages.add(message);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait, also without a message. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All that waits; when there is nothing, what comes within {@code atMost}. */
    List<Message> drain(Duration atMost) throws InterruptedException {
        return drain(atMost, ignored -> true);
    }

    /** The same, but looks stay where they are. */
    List<Message> drainWithoutLooks(Duration atMost) throws InterruptedException {
        return drain(atMost, message -> !(message instanceof Message.Looked));
    }

    private List<Message> drain(Duration atMost, Predicate<Message> wanted) throws InterruptedException {
        lock.lock();
        try {
            var left = atMost.toNanos();
            while (messages.stream().noneMatch(wanted) && !nudged && left > 0) left = arrived.awaitNanos(left);
            nudged = false;
            var taken = messages.stream().filter(wanted).toList();
            messages.removeIf(wanted);
            emptied.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** True when nothing waits. */
    boolean isEmpty() {
        lock.lock();
        try {
            return messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
