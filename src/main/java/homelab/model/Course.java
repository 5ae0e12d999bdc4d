package homelab.model;

import homelab.model.Sighting.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How one resource fared over a time.
 *
 * @param changes of state, oldest first; the first tells how it was when that time began, or when it was first seen
 */
public record Course(List<Change> changes) {
    public static final Course UNKNOWN = new Course(List.of());

    public Course {
        changes = List.copyOf(changes);
    }

    /** The same as seen from outside: while its host was unseen, so was this. */
    public Course behind(Course host) {
        var seen = new ArrayList<Change>();
        for (var change : changes) if (!host.isUnseenAt(change.at())) seen.add(change);
        for (var change : host.changes)
            if (change.to() == State.UNSEEN) seen.add(change);
            else if (host.isUnseenBefore(change.at())) seen.add(new Change(change.at(), at(change.at())));
        seen.sort((a, b) -> a.at().compareTo(b.at()));
        return new Course(seen);
    }

    /** The same, unseen from that time on, or from the last change that was heard of after it. */
    public Course until(Instant lastSeen) {
        var last = changes.isEmpty() ? lastSeen : changes.getLast().at();
        var all = new ArrayList<>(changes);
        all.add(new Change(last.isAfter(lastSeen) ? last : lastSeen, State.UNSEEN));
        return new Course(all);
    }

    /** How it was then; {@code UNSEEN} before anything is known. */
    public State at(Instant when) {
        return changes.stream()
                .filter(change -> !change.at().isAfter(when))
                .reduce((earlier, later) -> later)
                .map(Change::to)
                .orElse(State.UNSEEN);
    }

    private boolean isUnseenAt(Instant when) {
        return !changes.isEmpty() && !changes.getFirst().at().isAfter(when) && at(when) == State.UNSEEN;
    }

    private boolean isUnseenBefore(Instant when) {
        return isUnseenAt(when.minusNanos(1));
    }
}
