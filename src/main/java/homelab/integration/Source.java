package homelab.integration;

import homelab.model.Look;
import homelab.model.Resource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where observations come from: an event stream, a webhook or a poll. Looks of one host are handed over in order. */
public interface Source extends AutoCloseable {
    /** For people, as in the config. */
    String name();

    /** The host whose resources it shows. */
    Resource.Id host();

    /**
     * Starts looking, on threads of its own; returns at once, also when the other side is away.
     *
     * @param sink takes each look; never blocks
     * @param cursor of the last look that was saved, to resume from
     */
    void start(Consumer<Look> sink, Optional<String> cursor);

    /** Asks for a fresh look at each of these; what is seen arrives through the sink, in one look or several. */
    void lookAt(Set<Resource.Id> ids);

    @Override
    void close();
}
