package homelab.web.page;

import homelab.integration.Desk;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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
 * what it shows. One more than {@link #MOST} ends the oldest, and none outlives its session.
 */
@RestController
public final class Streams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Streams.class);

    static final int MOST = 64;

    private static final long BREATH = TimeUnit.SECONDS.toNanos(1);
    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(15);
    /** The browser comes back, and is asked anew who it is. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private final Predicate<HttpSession> isIn;
    private final AutoCloseable watching;
    private final String process = Long.toHexString(System.nanoTime() & 0xffffff);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<Stream> open = new ArrayDeque<>();
    private long changes;
    private boolean closed;

    /** @param isIn whether a session still opens pages */
    public Streams(Desk desk, Predicate<HttpSession> isIn) {
        this.isIn = isIn;
        watching = desk.watch(this::changed);
    }

    /** One stream, which ends when its session does. */
    private final class Stream implements HttpSessionBindingListener {
        private final HttpSession session;

        Stream(HttpSession session) {
            this.session = session;
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent ended) {
            leave(this);
        }

        void begin() {
            enter(this);
            session.setAttribute(name(), this);
        }

        void end() {
            leave(this);
            try {
                session.removeAttribute(name());
            } catch (IllegalStateException ignored) {
                // the session ended before
            }
        }

        private String name() {
            return Streams.class.getName() + "-" + System.identityHashCode(this);
        }
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
            HttpServletRequest request,
            HttpServletResponse response) {
        var session = request.getSession(false);
        if (session == null) return;
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Asks nginx not to hold it back.
        response.setHeader("X-Accel-Buffering", "no");
        var self = new Stream(session);
        try {
            self.begin();
            send(self, last.isEmpty() ? since : last, response);
        } catch (IOException gone) {
            log.debug("a page left: {}", gone.toString());
        } catch (IllegalStateException left) {
            log.debug("a session ended: {}", left.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            self.end();
        }
    }

    private void send(Stream self, String since, HttpServletResponse response)
            throws IOException, InterruptedException {
        write(response, "retry: 1000\n\n");
        var begun = System.nanoTime();
        var seen = since;
        while (System.nanoTime() - begun < LONGEST) {
            var next = await(self, seen);
            if (next.isEmpty() || !isIn.test(self.session)) return;
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
    private Optional<String> await(Stream self, String seen) throws InterruptedException {
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
    private boolean breathe(Stream self) throws InterruptedException {
        lock.lock();
        try {
            var left = BREATH;
            while (isOpen(self) && left > 0) left = news.awaitNanos(left);
            return isOpen(self);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOpen(Stream self) {
        return !closed && open.contains(self);
    }

    private void enter(Stream self) {
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

    private void leave(Stream self) {
        lock.lock();
        try {
            open.remove(self);
            news.signalAll();
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
