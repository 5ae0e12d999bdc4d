package homelab.integration.proxmox;

import homelab.integration.proxmox.ClusterRows.Guest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The guests that were listed before and are not any more because the token may not look at them. A list leaves them out
 * without a word, so what is missing is gone only where the token would be shown it.
 */
final class Hidden {
    private static final int MOST_NAMES = 10;

    /** All that were listed or hidden at the last look, by vmid, with their names. */
    private Map<Integer, String> known = Map.of();

    private Map<Integer, String> hidden = Map.of();

    boolean misses(Picture picture) {
        return !missing(picture).isEmpty();
    }

    private Map<Integer, String> missing(Picture picture) {
        var missing = new TreeMap<>(known);
        for (var guest : picture.guests()) missing.remove(guest.vmid());
        return missing;
    }

    /** @param may what the token may, asked just now; empty where that could not be told, and then all may be hidden */
    void note(Picture picture, Optional<Permissions> may) {
        hidden = missing(picture);
        hidden.keySet()
                .removeIf(vmid -> may.filter(rights -> rights.has("VM.Audit", "/vms/" + vmid))
                        .isPresent());
        var all = picture.guests().stream().collect(Collectors.toMap(Guest::vmid, Guest::name, (a, b) -> b));
        all.putAll(hidden);
        known = all;
    }

    Collection<Integer> vmids() {
        return List.copyOf(hidden.keySet());
    }

    /** For people; empty where nothing is hidden. */
    Optional<String> words() {
        if (hidden.isEmpty()) return Optional.empty();
        var names = hidden.entrySet().stream()
                .limit(MOST_NAMES)
                .map(each -> each.getValue() + " (" + each.getKey() + ")")
                .collect(Collectors.joining(", "));
        var more = hidden.size() > MOST_NAMES ? " and " + (hidden.size() - MOST_NAMES) + " more" : "";
        return Optional.of("The token may not look any more at " + names + more
                + ": it has lost VM.Audit on them. How they are can't be seen; homelab doctor shows the lines that give it"
                + " back.");
    }
}
