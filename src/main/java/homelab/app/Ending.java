package homelab.app;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of several parts, one after the other: what fails to end keeps none of the others from ending. */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private Ending() {}

    static void of(AutoCloseable... parts) {
        of(List.of(parts));
    }

    static void of(Iterable<? extends AutoCloseable> parts) {
        for (var part : parts) {
            try {
                part.close();
            } catch (Throwable e) {
                // The edge of stopping: also an error in one part must not keep the store from being closed.
                LOG.error("A part did not end as it should; the others are ended all the same", e);
            }
        }
    }
}
