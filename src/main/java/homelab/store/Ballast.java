package homelab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Space that is held so that it can be given up: when the disk is full, the agent can still write down and tell what
 * happens for a while. Random bytes, since a file system may keep zeros for nothing.
 */
final class Ballast {
    private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);
    static final String FILE = "ballast";
    static final int BYTES = 2 << 20;
    /** Where so little is left, holding some of it back would do more harm than good. */
    private static final long ENOUGH = 10L * BYTES;

    private static final long AGAIN_AFTER = Duration.ofMinutes(1).toNanos();

    private final Path directory;
    private final Path file;
    private final LongSupplier stopwatch;
    private long triedAt;
    private volatile boolean thrownOff;

    private Ballast(Path directory, LongSupplier stopwatch) {
        this.directory = directory;
        this.file = directory.resolve(FILE);
        this.stopwatch = stopwatch;
        this.triedAt = stopwatch.getAsLong();
    }

    /** Taken on board now, where there is space enough. */
    static Ballast in(Path directory, LongSupplier stopwatch) {
        var ballast = new Ballast(directory, stopwatch);
        ballast.take();
        return ballast;
    }

    private void take() {
        try {
            if (Files.exists(file) && Files.size(file) == BYTES) return;
            if (Files.getFileStore(directory).getUsableSpace() < ENOUGH) return;
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            Files.write(file, bytes);
            if (thrownOff) LOG.info("There is space again on the disk of {}", file);
            thrownOff = false;
        } catch (IOException e) {
            LOG.debug("no ballast in {}", file, e);
        }
    }

    /** Gives the space up; false when there is none to give. */
    synchronized boolean throwOff() {
        try {
            if (!Files.deleteIfExists(file)) return false;
        } catch (IOException e) {
            LOG.warn("The disk is full, and {} cannot be removed to make space: {}", file, e.getMessage());
            return false;
        }
        thrownOff = true;
        triedAt = stopwatch.getAsLong();
        LOG.error("The disk of {} is full; the agent gave up its reserve of {} MB. Free some space", file, BYTES >> 20);
        return true;
    }

    /** What its owner must know; takes it on board again once there is space. */
    synchronized Optional<String> shortage() {
        if (!thrownOff) return Optional.empty();
        if (stopwatch.getAsLong() - triedAt > AGAIN_AFTER) {
            triedAt = stopwatch.getAsLong();
            take();
        }
        return thrownOff
                ? Optional.of("the disk of " + directory + " is full; the agent writes on in the " + (BYTES >> 20)
                        + " MB that it had held back, and after that not at all: free some space")
                : Optional.empty();
    }
}
