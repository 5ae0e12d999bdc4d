package homelab.app;

import homelab.store.Contender;
import homelab.store.Contender.Attempt;
import homelab.store.Store;
import homelab.store.StoreException;
import homelab.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a store that several share is this process's own, and says what it waits for, each thing once. */
final class StandBy {
    private static final Logger LOG = LoggerFactory.getLogger(StandBy.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Contender contender;
    private final Pause pause;
    private String activeOne = "";
    private String trouble = "";

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration length) throws InterruptedException;
    }

    StandBy(Contender contender, Pause pause) {
        this.contender = contender;
        this.pause = pause;
    }

    /** Which machine this is, or which container. */
    static String machine() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** @throws StoreException when waiting would not help */
    Store untilActive() throws StoreException, InterruptedException {
        while (true) {
            var store = attempt();
            if (store.isPresent()) return store.get();
            pause.pause(BETWEEN_ATTEMPTS);
        }
    }

    private Optional<Store> attempt() throws StoreException {
        try {
            var attempt = contender.attempt();
            if (!trouble.isEmpty()) LOG.info("The database answers again");
            trouble = "";
            return switch (attempt) {
                case Attempt.Taken taken -> {
                    if (!activeOne.isEmpty()) LOG.info("{} is not heard any more; this one is active now", activeOne);
                    yield Optional.of(taken.store());
                }
                case Attempt.Held held -> {
                    if (!activeOne.equals(held.owner()))
                        LOG.info(
                                "{} is active; this one stands by without a dashboard, and takes over when that one has"
                                        + " stopped, or was not heard for {} s",
                                held.owner(),
                                held.atMost().toSeconds());
                    activeOne = held.owner();
                    yield Optional.empty();
                }
            };
        } catch (StoreException e) {
            if (e.kind() != Kind.UNWRITABLE && e.kind() != Kind.UNKNOWN) throw e;
            if (trouble.isEmpty()) LOG.warn("Nothing is watched until the database answers: {}", e.getMessage());
            trouble = String.valueOf(e.getMessage());
            return Optional.empty();
        }
    }
}
