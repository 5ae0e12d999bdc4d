package homelab.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the agent and the homelab are at one moment.
 *
 * @param since when this process started
 * @param lastTurn when the loop last moved
 * @param downAtFirstLook how many resources were down when the agent first came, and still are
 * @param interval between two full looks of a source
 * @param notes things its owner should know, such as "host mounts cannot be seen"
 */
public record Status(
        OverallState state,
        Ceiling ceiling,
        boolean paused,
        Instant since,
        Instant lastTurn,
        int openIncidents,
        int pendingApprovals,
        int downAtFirstLook,
        Duration interval,
        List<SourceState> sources,
        List<String> notes) {
    public Status {
        sources = List.copyOf(sources);
        notes = List.copyOf(notes);
    }

    /** The same, with these notes. */
    public Status with(List<String> otherNotes) {
        return new Status(
                state,
                ceiling,
                paused,
                since,
                lastTurn,
                openIncidents,
                pendingApprovals,
                downAtFirstLook,
                interval,
                sources,
                otherNotes);
    }

    /**
     * How one source does.
     *
     * @param lastLook when it last saw everything; empty if never
     * @param unseen why it cannot look; empty when it can
     */
    public record SourceState(String name, Optional<Instant> lastLook, Optional<String> unseen) {}
}
