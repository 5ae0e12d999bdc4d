package homelab.web.rest;

import homelab.model.Person;
import homelab.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status as programs see it. */
record StatusView(
        String state,
        String mode,
        Optional<String> modeBy,
        Instant modeSince,
        boolean modeFixed,
        boolean paused,
        String version,
        Instant since,
        Instant lastTurn,
        int openIncidents,
        int pendingApprovals,
        int downAtFirstLook,
        long intervalSeconds,
        List<SourceView> sources,
        List<String> notes) {

    /**
     * One source.
     *
     * @param state {@code SEEN} or {@code UNSEEN}
     * @param reason why it is unseen
     */
    record SourceView(String name, String state, Optional<Instant> lastLook, Optional<String> reason) {
        static SourceView of(Status.SourceState source) {
            var reason = source.unseen().isEmpty() && source.lastLook().isEmpty()
                    ? Optional.of("it has not looked yet")
                    : source.unseen();
            return new SourceView(source.name(), reason.isEmpty() ? "SEEN" : "UNSEEN", source.lastLook(), reason);
        }
    }

    static StatusView of(Status status, String version) {
        var ceiling = status.ceiling();
        return new StatusView(
                status.state().name(),
                ceiling.word(),
                ceiling.by().map(Person::toString),
                ceiling.since(),
                ceiling.fixed(),
                status.paused(),
                version,
                status.since(),
                status.lastTurn(),
                status.openIncidents(),
                status.pendingApprovals(),
                status.downAtFirstLook(),
                status.interval().toSeconds(),
                status.sources().stream().map(SourceView::of).toList(),
                status.notes());
    }
}
