package homelab.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of several parts, one after the other: what fails to end keeps none of the others from ending. */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private Ending() {}

    static void of(AutoCloseable... parts) {
        for (var part : parts) {
            try {
                part.close();
            } catch (Throwable e) {
                LOG.error("A part did not end as it should; the others are ended all the same", e);
            }
        }
    }
}
