package homelab.web.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A host and what runs on it.
 *
 * @param key fit for an element's id
 * @param says how many containers, and how they are
 * @param unseen why it cannot be looked at; empty when it can
 * @param lastSeen when it was last seen; empty if never
 * @param incident the open incident about the host itself
 * @param disk what its engine keeps its data on; empty until it was looked at
 */
record HostView(
        String key,
        String name,
        String says,
        Optional<String> unseen,
        Optional<Instant> lastSeen,
        Optional<String> incident,
        Bar bar,
        Optional<DiskView> disk,
        List<GroupView> groups) {
    HostView {
        groups = List.copyOf(groups);
    }

    /** True when something of it is wrong, or it cannot be seen. */
    boolean isTroubled() {
        return unseen.isPresent()
                || incident.isPresent()
                || disk.filter(one -> one.tone() == Tone.WRONG).isPresent()
                || groups.stream()
                        .flatMap(group -> group.shown().stream())
                        .anyMatch(one -> one.tone() == Tone.WRONG || one.tone() == Tone.BUSY);
    }
}
