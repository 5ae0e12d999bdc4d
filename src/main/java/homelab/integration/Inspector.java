package homelab.integration;

import homelab.model.Evidence;
import homelab.model.Resource;
import java.time.Duration;
import java.util.List;

/** A deeper look at one resource, read-only. */
public interface Inspector {
    /** True when it knows this resource. */
    boolean knows(Resource resource);

    /**
     * Fetches what helps to say why: last log lines, output of the health check, who holds a port. Bounded: 50 lines,
     * 64 KB, {@code limit}.
     *
     * @return what could be had within the limit; a failure is itself a line of evidence
     */
    List<Evidence> inspect(Resource resource, Duration limit);
}
