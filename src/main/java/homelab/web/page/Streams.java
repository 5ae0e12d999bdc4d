package homelab.web.page;

import homelab.integration.Desk;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The open streams to browsers. Each only says that something changed, once a second at most; the page then asks for
 * what it shows. One more than {@link #MOST} ends the oldest.
 */
@RestController
public final class Streams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Streams.class);

    static final int MOST = 64;

    private static final long BREATH = TimeUnit.SECONDS.toNanos(1);
    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(15);
    /** The browser comes back, and is asked anew who it is. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private final AutoCloseable watching;
    private final String process = Long.toHexString(System.nanoTime() & 0xffffff);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<Object> open = new ArrayDeque<>();
    private long changes;
    private boolean closed;

    public Streams(Desk desk) {
        watching = desk.watch(this::changed);
    }

    /** What a page that is made now has seen. */
    String version() {
        lock.lock();
        try {
            return process + "-" + changes;
        } finally {
            lock.unlock();
        }
    }

    int open() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    @GetMapping("/stream")
    void stream(
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String last,
            HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Asks nginx not to hold it back.
        response.setHeader("X-Accel-Buffering", "no");
        var self = new Object();
        enter(self);
        try {
            send(self, last.isEmpty() ? since : last, response);
        } catch (IOException gone) {
            log.debug("a page left: {}", gone.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(self);
        }
    }

    private void send(Object self, String since, HttpServletResponse response)
            throws IOException, InterruptedException {
        write(response, "retry: 1000\n\n");
        var begun = System.nanoTime();
        var seen = since;
        while (System.nanoTime() - begun < LONGEST) {
            var next = await(self, seen);
            if (next.isEmpty()) return;
            if (next.get().equals(seen)) {
                write(response, ": still here\n\n");
                continue;
            }
            seen = next.get();
            write(response, "event: changed\nid: " + seen + "\ndata: " + seen + "\n\n");
            if (!breathe(self)) return;
        }
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    /** The version after {@code seen}, or {@code seen} itself when it is time for a heartbeat; empty: the stream ends. */
    private Optional<String> await(Object self, String seen) throws InterruptedException {
        lock.lock();
        try {
            var left = HEARTBEAT;
            while (isOpen(self) && left > 0 && version().equals(seen)) left = news.awaitNanos(left);
            return isOpen(self) ? Optional.of(version()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a second pass, so that a storm of changes is one event; false when the stream ends meanwhile. */
    private boolean breathe(Object self) throws InterruptedException {
        lock.lock();
        try {
            var left = BREATH;
            while (isOpen(self) && left > 0) left = news.awaitNanos(left);
            return isOpen(self);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOpen(Object self) {
        return !closed && open.contains(self);
    }

    private void enter(Object self) {
        lock.lock();
        try {
            if (closed) return;
            if (open.size() == MOST) open.removeFirst();
            open.addLast(self);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Object self) {
        lock.lock();
        try {
            open.remove(self);
        } finally {
            lock.unlock();
        }
    }

    private void changed() {
        lock.lock();
        try {
            changes++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all streams; they would hold up the closing of the door. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            watching.close();
        } catch (Exception e) {
            // The edge of stopping: the door closes all the same.
            log.warn("the desk could not be left: {}", e.toString());
        }
    }
}
