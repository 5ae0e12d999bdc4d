package homelab.app;

import homelab.model.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager that started the agent, such as systemd, how it does: that it is ready, that it stops, and,
 * while its loop moves and only then, that it is alive. The words are those of
 * <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    /** As for {@code /livez}. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private static final String STANDS_BY = "STATUS=stands by, another agent is active";
    private static final Duration STATUS_EVERY = Duration.ofSeconds(10);

    private final Datagram datagram;
    private final Duration every;
    private final boolean watched;
    private Optional<Thread> thread = Optional.empty();
    private boolean broken;

    private Supervisor(Datagram datagram, Optional<Duration> watchdog) {
        this.datagram = datagram;
        this.watched = watchdog.isPresent();
        // Twice in the time that is granted is what sd_watchdog_enabled(3) advises; a third bears a lost one.
        this.every = watchdog.map(granted -> granted.dividedBy(3))
                .filter(third -> third.compareTo(STATUS_EVERY) < 0)
                .orElse(STATUS_EVERY);
    }

    /** Empty where nobody asks to be told. */
    static Optional<Supervisor> of(Map<String, String> environment) {
        var socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (socket.isEmpty()) return Optional.empty();
        try {
            return Optional.of(new Supervisor(new Datagram(socket), watchdog(environment)));
        } catch (IllegalArgumentException e) {
            LOG.warn("The service manager cannot be told anything: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Duration> watchdog(Map<String, String> environment) {
        var pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))) return Optional.empty();
        return Optional.of(environment.getOrDefault("WATCHDOG_USEC", ""))
                .filter(text -> text.matches("[1-9][0-9]{0,17}"))
                .map(micros -> Duration.ofNanos(Math.multiplyExact(Math.min(Long.parseLong(micros), 1L << 50), 1000)));
    }

    /** Says that the agent is up, and waits for another to stop. */
    void standsBy() {
        send("READY=1\n" + STANDS_BY);
        keepTelling(() -> send((watched ? "WATCHDOG=1\n" : "") + STANDS_BY));
    }

    /** Says that the agent is ready, and from then on how it does. */
    void watch(Supplier<Status> status, InstantSource clock) {
        send("READY=1\nSTATUS=" + words(status.get()));
        keepTelling(() -> tell(status.get(), clock));
    }

    private void keepTelling(Runnable telling) {
        thread.ifPresent(Thread::interrupt);
        thread = Optional.of(Thread.ofVirtual().name("supervisor").start(() -> {
            try {
                while (true) {
                    Thread.sleep(every);
                    telling.run();
                }
            } catch (InterruptedException stop) {
                LOG.debug("The service manager is told no more of this");
            }
        }));
    }

    private void tell(Status status, InstantSource clock) {
        var still = Duration.between(status.lastTurn(), clock.instant());
        if (still.compareTo(STUCK) > 0) send("STATUS=the loop has not moved for " + still.toSeconds() + " s");
        else send((watched ? "WATCHDOG=1\n" : "") + "STATUS=" + words(status));
    }

    private static String words(Status status) {
        var open = status.openIncidents();
        return status.state() + (status.ceiling().heal() ? ", heals" : ", only watches")
                + (status.paused() ? ", paused" : "") + ", " + open + (open == 1 ? " incident" : " incidents")
                + " open";
    }

    /** A failure is said once; it harms nothing. */
    private synchronized void send(String text) {
        try {
            datagram.send(text);
            broken = false;
        } catch (IOException e) {
            if (!broken) LOG.warn("The service manager cannot be told how the agent does: {}", e.getMessage());
            broken = true;
        }
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
        send("STOPPING=1");
    }
}
