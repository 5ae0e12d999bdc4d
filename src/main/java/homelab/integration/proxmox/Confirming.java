package homelab.integration.proxmox;

import homelab.integration.proxmox.ClusterRows.Guest;
import homelab.integration.proxmox.GuestRows.At;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The guests that the list shows otherwise than before, or that were asked for. The list is some ten seconds old, so each
 * is asked for itself, and whose word it was. Of those whose turn does not come nothing is said until the next look.
 */
final class Confirming {
    /** Its status, what was done to it, and whether the agent in it answers. */
    private static final int REQUESTS_EACH = 3;

    private static final int MOST_AT_ONCE = 20;
    /** Longer than what was done to it takes to settle. */
    private static final Duration WATCHED_FOR = Duration.ofMinutes(2);

    private final Slow slow;
    /** As each guest was shown at the last look. */
    private Map<Integer, Guest> shown = Map.of();

    private Set<Integer> wished = Set.of();
    /** Until when each is asked for itself at every look: something was done to it, or it changed. */
    private final Map<Integer, Instant> watched = new HashMap<>();

    private Set<Integer> waiting = Set.of();
    private Set<Integer> asked = Set.of();
    private Set<Integer> unanswered = Set.of();

    Confirming(Slow slow) {
        this.slow = slow;
    }

    Set<Integer> shown() {
        return shown.keySet();
    }

    /** Some wait for the next look. */
    boolean isBehind() {
        return !waiting.isEmpty();
    }

    /** @param budget of requests, of which some are left for others */
    List<Runnable> due(Picture picture, Set<Integer> doubted, PveApi asking, Instant now, int budget) {
        var wanted = new HashSet<>(wished);
        wanted.addAll(doubted);
        watched.values().removeIf(now::isAfter);
        var all = picture.guests().stream()
                .filter(guest -> picture.isOnline(guest.node()))
                .filter(guest -> wanted.contains(guest.vmid()) || changed(guest) || watched.containsKey(guest.vmid()))
                // Somebody waits for those that were asked for; of the others, those that waited go first.
                .sorted(Comparator.comparing((Guest guest) -> !wanted.contains(guest.vmid()))
                        .thenComparing(guest -> !waiting.contains(guest.vmid())))
                .toList();
        var most = Math.min(MOST_AT_ONCE, Math.max(1, budget * 3 / 4 / REQUESTS_EACH));
        var later = all.stream().skip(most).map(Guest::vmid).collect(Collectors.toSet());
        waiting = all.stream()
                .skip(most)
                .filter(guest -> wanted.contains(guest.vmid()) || changed(guest))
                .map(Guest::vmid)
                .collect(Collectors.toSet());
        wished = wanted.stream().filter(later::contains).collect(Collectors.toSet());
        all.stream()
                .limit(most)
                .filter(guest -> wanted.contains(guest.vmid()) || changed(guest))
                .forEach(guest -> watched.put(guest.vmid(), now.plus(WATCHED_FOR)));
        asked = all.stream().limit(most).map(Guest::vmid).collect(Collectors.toSet());
        return all.stream()
                .limit(most)
                .<Runnable>map(guest -> () -> ask(guest, asking, now))
                .toList();
    }

    private void ask(Guest guest, PveApi asking, Instant now) {
        var at = new At(guest.node(), guest.vmid(), guest.container());
        slow.doubt(guest.vmid());
        slow.statuses.ask(guest.vmid(), now, () -> asking.status(at));
        slow.tasks.ask(guest.vmid(), now, () -> asking.tasks(at.node(), at.vmid(), 10));
        var runs = slow.statuses
                .noted(guest.vmid(), now)
                .filter(status -> status.status().equals("running"))
                .isPresent();
        if (runs && !guest.container() && slow.hasAgent(guest.vmid())) slow.ping(asking, at, now);
    }

    private boolean changed(Guest guest) {
        var before = shown.get(guest.vmid());
        return before != null
                && (!before.status().equals(guest.status())
                        || !before.lock().equals(guest.lock())
                        || !before.haState().equals(guest.haState()));
    }

    int requests(List<Runnable> due) {
        return due.size() * REQUESTS_EACH;
    }

    /** The same picture, in which each is as its own node tells it. */
    Picture in(Picture picture, Instant now) {
        var latest = picture.with(picture.guests().stream()
                .map(guest ->
                        slow.statuses.noted(guest.vmid(), now).map(guest::as).orElse(guest))
                .toList());
        unanswered = asked.stream()
                .filter(vmid -> slow.statuses.noted(vmid, now).isEmpty())
                .collect(Collectors.toSet());
        var next = new HashMap<Integer, Guest>();
        // What waits is compared with what was shown once more.
        for (var guest : latest.guests())
            next.put(guest.vmid(), waits(guest.vmid()) ? shown.getOrDefault(guest.vmid(), guest) : guest);
        shown = Map.copyOf(next);
        return latest;
    }

    /** It may be another than the list says, and its turn to be asked has not come, or it gave no answer. */
    boolean waits(int vmid) {
        return waiting.contains(vmid) || unanswered.contains(vmid);
    }

    /** One that was asked for alone. */
    void note(Guest guest) {
        var next = new HashMap<>(shown);
        next.put(guest.vmid(), guest);
        shown = Map.copyOf(next);
    }
}
